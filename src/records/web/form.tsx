// Making a record and editing one: the same form.

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { asProblem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useEffect, useRef, useState } from 'react';

import { Inputs } from './input.tsx';
import { type Kind, type Links, type Saved, tidied, type Values } from './query.ts';
import styles from './records.module.css';

interface FormProps {
  kind: Kind;
  values: Values;
  links: Links;
  submit: string;
  /// Where to begin: "matrix.2.source". What lies above it counts where there is no such input yet.
  field?: string;
  save: (values: Values) => Promise<Saved>;
  saved: (record: Saved) => void;
  back: () => void;
}

/// Brings the reader to the input of a path, or to what lies nearest above it.
function goTo(form: HTMLElement, path: string): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const at = parts.slice(0, length).join('.');
    const place = form.querySelector(`[data-field="${CSS.escape(at)}"]`);
    if (!place) continue;
    place.scrollIntoView({ block: 'center' });
    place.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
    return;
  }
}

export function Form(props: FormProps) {
  const { kind, values: first, links, submit, field = '', save, saved, back } = props;
  const { t } = useText();
  const [values, setValues] = useState(first);
  const wrong = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.current && field) goTo(form.current, field);
  }, [field]);
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
    <form ref={form} className={styles.form} onSubmit={send} noValidate>
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
