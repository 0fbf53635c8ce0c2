// One question after the other. Each answer is kept when one goes on.

import { Button, Checkbox, Select } from '@mantine/core';
import type { Forms, Values } from '@room/records/web/records.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { asProblem, type Fault } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useRef, useState } from 'react';

import styles from './packs.module.css';
import type { Pack } from './query.ts';

interface QuestionsProps {
  pack: Pack;
  forms: Forms;
  /// "questions" or "q3".
  at: string;
  go: (at: string) => void;
}

const countryWords = {
  se: 'packs.country.se',
  dk: 'packs.country.dk',
  no: 'packs.country.no',
  fi: 'packs.country.fi',
} as const;

interface TicksProps {
  field: Pack['questions'][number]['fields'][number];
  values: Values;
  change: (values: Values) => void;
  faults: Fault[];
}

// A list to go through, where all that may be answered has to be seen.
function Ticks({ field, values, change, faults }: TicksProps) {
  const wrong = faults.find(({ path }) => path === field.name);
  return (
    <Checkbox.Group
      label={field.label}
      description={field.law}
      required={field.required}
      error={wrong?.text}
      value={(values[field.name] as string[] | undefined) ?? []}
      onChange={(words) => change({ ...values, [field.name]: words })}
    >
      <div className={styles.ticks}>
        {field.choices.map(({ word, label }) => (
          <Checkbox key={word} value={word} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

export function Questions({ pack, forms, at, go }: QuestionsProps) {
  const { t } = useText();
  const client = useQueryClient();
  const wrong = useRef<HTMLDivElement>(null);
  const [values, setValues] = useState(pack.answered.answers as Values);
  const [country, setCountry] = useState(
    pack.countries.includes(pack.answered.country) ? pack.answered.country : pack.countries[0],
  );
  const [content, setContent] = useState(pack.answered.language);
  const place = /^q\d+$/.test(at) ? Number(at.slice(1)) - 1 : 0;
  const now = Math.min(Math.max(place, 0), pack.questions.length - 1);
  const question = pack.questions[now] as Pack['questions'][number];
  const all = pack.questions.flatMap(({ fields }) => fields);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      post('/api/packs/{pack}/answers', {
        path: { pack: pack.pack },
        body: {
          language: content,
          country: country ?? 'se',
          question: question.name,
          answers: forms.tidied(all, values),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['packs'] });
      go(now + 1 < pack.questions.length ? `q${now + 2}` : 'look');
    },
    onError: () => wrong.current?.focus(),
  });
  const faults = error ? asProblem(error).faults : [];
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const back = () => {
    reset();
    go(`q${now}`);
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <p className={styles.quiet}>
        {t('packs.questions.count', { now: now + 1, all: pack.questions.length })}
      </p>
      <h2 className={styles.title}>{question.title}</h2>
      <p>{question.about}</p>
      <div ref={wrong} tabIndex={-1} className={styles.wrong}>
        {error && <Failure error={error} />}
      </div>
      {now === 0 && (
        <div className={styles.pair}>
          <Select
            label={t('packs.questions.country')}
            description={t('packs.questions.country_what')}
            data={pack.countries.map((code) => ({
              value: code,
              label: t(countryWords[code as keyof typeof countryWords]),
            }))}
            value={country ?? null}
            allowDeselect={false}
            onChange={(code) => setCountry(code ?? country)}
          />
          <Select
            label={t('packs.questions.language')}
            description={t('packs.questions.language_what')}
            data={[
              { value: 'sv', label: 'Svenska' },
              { value: 'da', label: 'Dansk' },
              { value: 'nb', label: 'Norsk bokmål' },
              { value: 'en', label: 'English' },
            ]}
            value={content}
            allowDeselect={false}
            onChange={(code) => setContent(code ?? content)}
          />
        </div>
      )}
      {question.fields.map((field) =>
        field.many && field.type === 'choice' ? (
          <Ticks
            key={field.name}
            field={field}
            values={values}
            change={setValues}
            faults={faults}
          />
        ) : (
          <forms.Inputs
            key={field.name}
            fields={[field]}
            at=""
            values={values}
            change={setValues}
            faults={faults}
            links={{}}
          />
        ),
      )}
      <div className={styles.buttons}>
        {now > 0 && (
          <Button variant="default" onClick={back}>
            {t('packs.questions.back')}
          </Button>
        )}
        <Button type="submit" loading={isPending}>
          {t(now + 1 < pack.questions.length ? 'packs.questions.next' : 'packs.questions.look')}
        </Button>
      </div>
    </form>
  );
}
