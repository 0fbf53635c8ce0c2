// Making a record and editing one: the same form. A long one has headed parts, with the list of them
// beside it.

import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { asProblem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useEffect, useRef, useState } from 'react';

import { PartInputs } from './part_inputs.tsx';
import { jumpTo, PartList } from './parts.tsx';
import { type Kind, type Links, partsOf, type Saved, tidied, type Values } from './query.ts';
import styles from './records.module.css';

interface FormProps {
  kind: Kind;
  values: Values;
  links: Links;
  submit: string;
  /// Of what is there already it is asked why it changes; that may be left empty.
  asksWhy?: boolean;
  /// Where to begin: "matrix.2.source". What lies above it counts where there is no such input yet.
  field?: string;
  save: (values: Values, reason: string) => Promise<Saved>;
  saved: (record: Saved) => void;
  back: () => void;
}

export function Form(props: FormProps) {
  const { kind, values: first, links, submit, asksWhy, field = '', ...then } = props;
  const { t } = useText();
  const [values, setValues] = useState(first);
  const [reason, setReason] = useState('');
  const wrong = useRef<HTMLDivElement>(null);
  useEffect(() => jumpTo(field), [field]);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => then.save(tidied(kind.fields, values), reason.trim()),
    onSuccess: then.saved,
    onError: () => wrong.current?.focus(),
  });
  const faults = error ? asProblem(error).faults : [];
  const parts = partsOf(kind);
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <PartList parts={parts} faults={faults}>
      <form className={styles.form} onSubmit={send} noValidate>
        <div ref={wrong} tabIndex={-1} className={styles.wrong}>
          {error && <Failure error={error} jump={({ path }) => jumpTo(path)} />}
        </div>
        <PartInputs
          parts={parts}
          heading="h2"
          values={values}
          change={setValues}
          faults={faults}
          links={links}
        />
        {asksWhy && (
          <Textarea
            label={t('records.form.why')}
            description={t('records.one.reason_what')}
            autosize
            minRows={1}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <div className={styles.buttons}>
          <Button type="submit" loading={isPending}>
            {submit}
          </Button>
          <Button variant="default" onClick={then.back}>
            {t('records.form.back')}
          </Button>
        </div>
      </form>
    </PartList>
  );
}
