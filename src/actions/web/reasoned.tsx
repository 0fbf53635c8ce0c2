// A decision that takes a reason: refusing, stopping, closing. The reason stands with the action and
// in the log.

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './actions.module.css';

interface ReasonedProps {
  title: string;
  what: string;
  verb: string;
  act: (reason: string) => Promise<void>;
}

function Form({ what, verb, act, close }: ReasonedProps & { close: () => void }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
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
    <form onSubmit={(event) => void submit(event)}>
      <p className={styles.quiet}>{what}</p>
      <Textarea
        label={t('actions.reason.label')}
        description={t('actions.reason.what')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={3}
        data-autofocus
      />
      {error !== undefined && <Failure error={error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('web.confirm.back')}
        </Button>
        <Button type="submit" disabled={!reason.trim()} loading={busy}>
          {verb}
        </Button>
      </Group>
    </form>
  );
}

/// The button, and the dialog that it opens.
export function Reasoned(props: ReasonedProps & { tone?: 'bad' }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant="default"
        {...(props.tone === 'bad' ? { c: 'var(--bad)' } : {})}
        onClick={() => setOpen(true)}
      >
        {props.verb}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={props.title}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
        size="lg"
      >
        <Form {...props} close={close} />
      </Modal>
    </>
  );
}
