// Before what can't be undone: what goes, what stays as prominently, and the typed name of the
// thing. The way back is the first button and the one that Enter presses nowhere else.

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useId, useState } from 'react';

import styles from './confirmation.module.css';
import { Failure } from './failure.tsx';

interface TypedConfirmationProps {
  open: boolean;
  title: string;
  /// The name that is to be typed.
  name: string;
  goes: string[];
  stays: string[];
  /// The verb on the button: "Remove the system".
  verb: string;
  /// Closes the dialog where it succeeds; what it throws is shown.
  act: () => Promise<void>;
  close: () => void;
}

/// Blanks around it and case do not matter: it is to be read, not to be copied.
export function typedRight(typed: string, name: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLocaleLowerCase();
  return plain(typed) === plain(name);
}

function Part({ title, lines, tone }: { title: string; lines: string[]; tone: 'goes' | 'stays' }) {
  const id = useId();
  if (lines.length === 0) return null;
  return (
    <section className={styles[tone]} aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function Form({ name, goes, stays, verb, act, close }: TypedConfirmationProps) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const right = typedRight(typed, name);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!right || busy) return;
    setBusy(true);
    try {
      await act();
      close();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={styles.parts}>
        <Part title={t('web.confirm.goes')} lines={goes} tone="goes" />
        <Part title={t('web.confirm.stays')} lines={stays} tone="stays" />
      </div>
      <TextInput
        label={t('web.confirm.type', { name })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        mb="lg"
      />
      {error !== undefined && <Failure error={error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('web.confirm.back')}
        </Button>
        <Button type="submit" color="red.9" disabled={!right} loading={busy}>
          {verb}
        </Button>
      </Group>
    </form>
  );
}

export function TypedConfirmation(props: TypedConfirmationProps) {
  const { t } = useText();
  return (
    <Modal
      opened={props.open}
      onClose={props.close}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('web.state.close') }}
      size="lg"
    >
      <Form {...props} />
    </Modal>
  );
}
