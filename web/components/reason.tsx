// Something that is done for a stated reason, which then stands with it and in the log: the dialog
// says what it means, asks why, and goes away when it is done. What went wrong is shown in it.

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, type ReactNode, useState } from 'react';

import { Failure } from './failure.tsx';
import styles from './reason.module.css';

interface ReasonFormProps {
  /// What it means; nothing where the title says it.
  what?: ReactNode;
  label: string;
  description?: string;
  /// The verb on the button: "Lift the hold".
  verb: string;
  /// It may be left out.
  optional?: boolean;
  /// What it does can't be taken back: the button is red.
  grave?: boolean;
  act: (reason: string) => Promise<void>;
  close: () => void;
}

const longest_reason = 2000;

export function ReasonForm(props: ReasonFormProps) {
  const { what, label, description, verb, optional = false, grave, act, close } = props;
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const whole = optional || reason.trim() !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!whole || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await act(reason.trim());
      close();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      {typeof what === 'string' ? <p>{what}</p> : what}
      <Textarea
        label={label}
        description={description}
        required={!optional}
        maxLength={longest_reason}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      {error !== undefined && <Failure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('web.confirm.back')}
        </Button>
        <Button
          type="submit"
          {...(grave ? { color: 'red.9' } : {})}
          disabled={!whole}
          loading={busy}
        >
          {verb}
        </Button>
      </Group>
    </form>
  );
}

interface ReasonedProps extends Omit<ReasonFormProps, 'close'> {
  title: string;
  /// What the button that opens it says; otherwise the verb.
  opener?: string;
  small?: boolean;
  /// The button that opens it is red too.
  tone?: 'bad';
}

/// The button, and the dialog that it opens.
export function Reasoned({ title, opener, small, tone, ...form }: ReasonedProps) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant="default"
        {...(small ? { size: 'compact-sm' } : {})}
        {...(tone === 'bad' ? { c: 'var(--bad)' } : {})}
        onClick={() => setOpen(true)}
      >
        {opener ?? form.verb}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={title}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
        size="lg"
      >
        <ReasonForm {...form} close={close} />
      </Modal>
    </>
  );
}
