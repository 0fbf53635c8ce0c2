// The page behind a link: what somebody without an account is asked about one record. The link
// stands behind the # of the address, which no browser sends; it goes to the server in a body.

import { Button, Textarea, TextInput } from '@mantine/core';
import type { Forms, Values } from '@room/records/web/records.ts';
import { useMutation, useQuery } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { asProblem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Alone } from '@web/shell/alone.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useEffect, useRef, useState } from 'react';

import styles from './guests.module.css';
import type { Question } from './query.ts';

const read = () => location.hash.slice(1);

/// What stands behind the # now: another link may be opened in the same window.
function useLink(): string {
  const [link, setLink] = useState(read);
  useEffect(() => {
    const changed = () => setLink(read());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return link;
}

function Given({ question }: { question: Question }) {
  const { t } = useText();
  if (question.given.length === 0) return null;
  return (
    <section aria-labelledby="given">
      <h2 id="given" className={styles.title}>
        {t('guests.answer.given')}
      </h2>
      <dl className={styles.facts}>
        {question.given.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface AnswerFormProps {
  forms: Forms;
  question: Question;
  link: string;
  sent: () => void;
}

function AnswerForm({ forms, question, link, sent }: AnswerFormProps) {
  const { t } = useText();
  const { PartInputs, PartList, jumpTo, partsOf, tidied } = forms;
  const before = tidied(question.fields, question.values as Values);
  const [values, setValues] = useState(question.values as Values);
  const [name, setName] = useState(question.name);
  const [remark, setRemark] = useState(question.remark);
  const now = tidied(question.fields, values);
  const same = (field: string) => JSON.stringify(now[field]) === JSON.stringify(before[field]);
  const changed = question.fields.filter((field) => !same(field.name));
  const confirms = changed.length === 0;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/guests/link/answer', {
        body: {
          link,
          name: name.trim(),
          confirmed: confirms,
          remark: remark.trim(),
          ...(confirms ? {} : { fields: now }),
        },
      }),
    onSuccess: sent,
  });
  const faults = error ? asProblem(error).faults : [];
  const parts = partsOf(question);
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <h2 className={styles.title}>{t('guests.answer.asked')}</h2>
      <PartList parts={parts} faults={faults}>
        <PartInputs
          parts={parts}
          heading="h3"
          values={values}
          change={setValues}
          faults={faults}
          links={{}}
        />
      </PartList>
      <TextInput
        label={t('guests.answer.name')}
        description={t('guests.answer.name_what')}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={t('guests.answer.remark')}
        description={t('guests.answer.remark_what')}
        autosize
        minRows={2}
        maxLength={2000}
        value={remark}
        onChange={(event) => setRemark(event.currentTarget.value)}
      />
      <p className={styles.said} aria-live="polite">
        {confirms
          ? t('guests.answer.confirms')
          : t('guests.answer.changes', {
              n: changed.length,
              fields: changed.map(({ label }) => label).join(', '),
            })}
      </p>
      {error && <Failure error={error} jump={({ path }) => jumpTo(path)} />}
      <div>
        <Button type="submit" loading={isPending} disabled={!name.trim()}>
          {t(confirms ? 'guests.answer.confirm' : 'guests.answer.send')}
        </Button>
      </div>
    </form>
  );
}

function Asked({ forms, link }: { forms: Forms; link: string }) {
  const { t, day, language } = useText();
  const [isSent, setSent] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever hears the page hears that it is another one.
  useEffect(() => {
    if (isSent) heading.current?.focus();
  }, [isSent]);
  const query = useQuery({
    queryKey: ['guests', 'link', link, language],
    queryFn: ({ signal }) => post('/api/guests/link', { body: { link }, signal }),
    enabled: !isSent,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (isSent) {
    return (
      <>
        <h1 ref={heading} tabIndex={-1}>
          {t('guests.answer.thanks')}
        </h1>
        <p className={styles.what}>{t('guests.answer.thanks_what')}</p>
      </>
    );
  }
  return (
    <>
      <h1>{t('guests.answer.title')}</h1>
      <Loaded from={query}>
        {(question) => (
          <>
            <p className={styles.what}>
              {t('guests.answer.what', {
                organisation: question.organisation,
                person: question.asked_by,
                about: question.about,
                day: day(new Date(question.until)),
              })}
            </p>
            {question.returned && (
              <div className={styles.said}>
                <p>{t('guests.answer.returned')}</p>
                <p>{question.returned}</p>
              </div>
            )}
            {question.note && <p className={styles.said}>{question.note}</p>}
            <Given question={question} />
            <AnswerForm
              key={link + language}
              forms={forms}
              question={question}
              link={link}
              sent={() => setSent(true)}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function AnswerPage({ forms }: { forms: Forms }) {
  const { t } = useText();
  const link = useLink();
  return (
    <Alone wide language={t('guests.answer.language')} foot={t('guests.answer.foot')}>
      <Asked key={link} forms={forms} link={link} />
    </Alone>
  );
}

/// The page, with what forms are made of.
export const pageWith = (forms: Forms) => () => <AnswerPage forms={forms} />;
