// Making a record and editing one: the same form.

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { asProblem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useRef, useState } from 'react';

import { Inputs } from './input.tsx';
import { type Kind, type Links, type Saved, tidied, type Values } from './query.ts';
import styles from './records.module.css';

interface FormProps {
  kind: Kind;
  values: Values;
  links: Links;
  submit: string;
  save: (values: Values) => Promise<Saved>;
  saved: (record: Saved) => void;
  back: () => void;
}

export function Form({ kind, values: first, links, submit, save, saved, back }: FormProps) {
  const { t } = useText();
  const [values, setValues] = useState(first);
  const wrong = useRef<HTMLDivElement>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => save(tidied(kind.fields, values)),
    onSuccess: saved,
    onError: () => wrong.current?.focus(),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <div ref={wrong} tabIndex={-1} className={styles.wrong}>
        {error && <Failure error={error} />}
      </div>
      <Inputs
        fields={kind.fields}
        at=""
        values={values}
        change={setValues}
        faults={error ? asProblem(error).faults : []}
        links={links}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
        <Button variant="default" onClick={back}>
          {t('records.form.back')}
        </Button>
      </div>
    </form>
  );
}
