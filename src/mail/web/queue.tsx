// The messages: what became of each, and what can be done where one did not go.

import { Button, Group } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './mail.module.css';
import type { Message } from './query.ts';

const kinds: Record<Message['kind'], PlainKey> = {
  invitation: 'mail.kind.invitation',
  reminder: 'mail.kind.reminder',
  escalation: 'mail.kind.escalation',
  digest: 'mail.kind.digest',
  checkpoint: 'mail.kind.checkpoint',
  test: 'mail.kind.test',
  request: 'mail.kind.request',
  request_again: 'mail.kind.request_again',
  request_back: 'mail.kind.request_back',
};

const states: Record<Message['state'], [tone: Tone, word: PlainKey]> = {
  waiting: ['wait', 'mail.state.waiting'],
  handing: ['wait', 'mail.state.handing'],
  sent: ['good', 'mail.state.sent'],
  refused: ['bad', 'mail.state.refused'],
  given_up: ['bad', 'mail.state.given_up'],
  unknown: ['bad', 'mail.state.unknown'],
  dropped: ['quiet', 'mail.state.dropped'],
  returned: ['bad', 'mail.state.returned'],
};

const unsent: Message['state'][] = ['refused', 'given_up', 'unknown'];

function State({ message }: { message: Message }) {
  const { t } = useText();
  const [tone, word] = states[message.state];
  return (
    <>
      <Status tone={tone}>{t(word)}</Status>
      {message.unsure && <span className={styles.small}>{t('mail.queue.unsure')}</span>}
      {message.state === 'unknown' && (
        <span className={styles.small}>{t('mail.queue.unknown')}</span>
      )}
      {message.error && message.state !== 'sent' && (
        <span className={styles.small}>{message.error}</span>
      )}
    </>
  );
}

function Ways({ message }: { message: Message }) {
  const { t } = useText();
  const client = useQueryClient();
  const { failed } = useNotices();
  const settle = {
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: ['mail', 'messages'] }),
  };
  const path = { message: message.message };
  const again = useMutation({
    mutationFn: () => post('/api/mail/messages/{message}/resending', { path }),
    ...settle,
  });
  const leave = useMutation({
    mutationFn: () => post('/api/mail/messages/{message}/dropping', { path }),
    ...settle,
  });
  if (!unsent.includes(message.state) && message.state !== 'waiting') return null;
  return (
    <Group gap="xs" wrap="nowrap">
      {unsent.includes(message.state) && (
        <Button size="compact-sm" variant="default" onClick={() => again.mutate()}>
          {t('mail.queue.again')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => leave.mutate()}>
        {t('mail.queue.leave')}
      </Button>
    </Group>
  );
}

export function Queue({ messages }: { messages: Message[] }) {
  const { t } = useText();
  const columns: Column<Message>[] = [
    {
      name: 'what',
      head: t('mail.queue.what'),
      cell: ({ kind, message }) => (
        <>
          {t(kinds[kind])}
          <span className={styles.small}>{message}</span>
        </>
      ),
    },
    {
      name: 'made',
      head: t('mail.queue.made'),
      cell: ({ made_at }) => <Moment at={made_at} />,
    },
    { name: 'state', head: t('mail.queue.state'), cell: (message) => <State message={message} /> },
    { name: 'ways', head: '', cell: (message) => <Ways message={message} />, tight: true },
  ];
  if (messages.length === 0) {
    return <Empty icon={IconMail} title={t('mail.queue.none')} what={t('mail.queue.none_what')} />;
  }
  return (
    <Table
      caption={t('mail.page.queue')}
      columns={columns}
      rows={messages}
      keyOf={({ message }) => message}
    />
  );
}
