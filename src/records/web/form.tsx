// Making a record and editing one: the same form.

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { asProblem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useRef, useState } from 'react';

import { Inputs } from './input.tsx';
import { type Field, type Kind, type Links, type Saved, tidied, type Values } from './query.ts';
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

// Every field in the order of the form, with those of its lines behind it.
function isField(fields: Field[], path: string): boolean {
  const [name] = path.split('.');
  return fields.some((field) => field.name === name);
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
  const problem = error ? asProblem(error) : undefined;
  const faults = problem?.faults ?? [];
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <div ref={wrong} tabIndex={-1} className={styles.wrong}>
        {problem && <Failure error={error} />}
        {faults.length > 0 && (
          <ul>
            {faults.map((fault) => (
              <li key={fault.path + fault.key}>
                {fault.label ? `${fault.label}: ${fault.text}` : fault.text}
              </li>
            ))}
          </ul>
        )}
      </div>
      <Inputs
        fields={kind.fields}
        at=""
        values={values}
        change={setValues}
        faults={faults.filter(({ path }) => isField(kind.fields, path))}
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
