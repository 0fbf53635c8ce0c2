// One message: a reason first, then what it says, and how the task ends.

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './mail.module.css';
import type { Opened } from './query.ts';

interface OpenTaskProps {
  task: string;
  close: () => void;
}

function Why({ task, show }: { task: string; show: (opened: Opened) => void }) {
  const { t } = useText();
  const [reference, setReference] = useState('');
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      show(
        await post('/api/mail/incoming/{task}/opening', {
          path: { task },
          body: { reference: reference.trim() },
        }),
      );
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('mail.open.why')}
        description={t('mail.open.why_what')}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
      />
      {error !== undefined && <Failure error={error} />}
      <Group>
        <Button type="submit" disabled={!reference.trim()}>
          {t('mail.open.open')}
        </Button>
      </Group>
    </form>
  );
}

function Ways({ task, close }: OpenTaskProps) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const act = async (ask: () => Promise<unknown>, sentence: string) => {
    try {
      await ask();
      done(sentence);
      close();
    } catch (thrown) {
      setError(thrown);
    }
    await client.invalidateQueries({ queryKey: ['mail', 'incoming'] });
  };
  const path = { task };
  return (
    <>
      <TextInput
        label={t('mail.open.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
      />
      {error !== undefined && <Failure error={error} />}
      <Group mt="md">
        <Button
          onClick={() =>
            act(
              () => post('/api/mail/incoming/{task}/completion', { path }),
              t('mail.open.is_done'),
            )
          }
        >
          {t('mail.open.done')}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            act(
              () => post('/api/mail/incoming/{task}/assignment', { path, body: {} }),
              t('mail.open.is_mine'),
            )
          }
        >
          {t('mail.open.mine')}
        </Button>
        <Button
          variant="default"
          disabled={!reason.trim()}
          onClick={() =>
            act(
              () =>
                post('/api/mail/incoming/{task}/discarding', {
                  path,
                  body: { reason: reason.trim() },
                }),
              t('mail.open.is_discarded'),
            )
          }
        >
          {t('mail.open.discard')}
        </Button>
      </Group>
    </>
  );
}

function Letter({ opened }: { opened: Opened }) {
  const { t } = useText();
  return (
    <>
      <p className={styles.quiet}>{opened.task.from}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className={styles.letter} tabIndex={0} aria-label={t('mail.open.text')}>
        {opened.text || t('mail.open.no_text')}
      </section>
      {opened.attached.length > 0 && (
        <ul className={styles.quiet}>
          {opened.attached.map((part) => (
            <li key={`${part.name} ${part.type} ${part.size}`}>
              {part.name || part.type} ·{' '}
              {t('mail.incoming.kib', { n: Math.ceil(part.size / 1024) })}
            </li>
          ))}
        </ul>
      )}
      {(opened.cut || opened.attached.length > 0) && (
        <p className={styles.quiet}>{t('mail.open.more')}</p>
      )}
    </>
  );
}

export function OpenTask({ task, close }: OpenTaskProps) {
  const { t } = useText();
  const [opened, setOpened] = useState<Opened>();
  const ended = opened?.task.ended_at;
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={opened?.subject || task}
      closeButtonProps={{ 'aria-label': t('web.state.close') }}
    >
      {opened ? (
        <>
          <Letter opened={opened} />
          {!ended && <Ways task={task} close={close} />}
        </>
      ) : (
        <Why task={task} show={setOpened} />
      )}
    </Modal>
  );
}
