// A question in a window of its own: some fields, one verb. What the server refuses is said there,
// and what was written stays.

import { Button, Group, Modal, Stack } from '@mantine/core';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, type ReactNode, useState } from 'react';

import styles from './rights.module.css';

interface AskProps {
  title: string;
  /// What follows from it, before the fields.
  what?: string;
  verb: string;
  /// Whether all is there that is needed.
  ready: boolean;
  danger?: boolean;
  act: () => Promise<void>;
  close: () => void;
  children?: ReactNode;
}

export function Ask({ title, what, verb, ready, danger, act, close, children }: AskProps) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await act();
      close();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('web.state.close') }}
      size="lg"
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {what && <p className={styles.what}>{what}</p>}
          {children}
          {error !== undefined && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('web.confirm.back')}
            </Button>
            <Button
              type="submit"
              disabled={!ready}
              loading={busy}
              {...(danger ? { color: 'red.9' } : {})}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
