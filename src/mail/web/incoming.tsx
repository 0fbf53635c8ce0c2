// What came in, to be sorted: who wrote, when and how much. What it says is shown after a reason,
// and stands in the log; of HTML only the words.

import { Button } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Command } from '@web/components/command.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './mail.module.css';
import { OpenTask } from './open_task.tsx';
import { incomingQuery, type Task } from './query.ts';

const states: Record<Task['state'], [tone: Tone, word: PlainKey]> = {
  waiting: ['wait', 'mail.task.waiting'],
  assigned: ['wait', 'mail.task.assigned'],
  done: ['good', 'mail.task.done'],
  discarded: ['quiet', 'mail.task.discarded'],
};

function Tasks({ tasks }: { tasks: Task[] }) {
  const { t } = useText();
  const [open, setOpen] = useState<string>();
  const columns: Column<Task>[] = [
    {
      name: 'from',
      head: t('mail.incoming.from'),
      cell: ({ from, automatic, whole }) => (
        <>
          {from || t('mail.incoming.gone')}
          {automatic && <span className={styles.small}>{t('mail.incoming.automatic')}</span>}
          {!whole && <span className={styles.small}>{t('mail.incoming.not_whole')}</span>}
        </>
      ),
    },
    {
      name: 'came',
      head: t('mail.incoming.came'),
      cell: ({ came_at }) => <Moment at={came_at} />,
    },
    {
      name: 'size',
      head: t('mail.incoming.size'),
      cell: ({ size_bytes }) => t('mail.incoming.kib', { n: Math.ceil(size_bytes / 1024) }),
      number: true,
    },
    {
      name: 'state',
      head: t('mail.incoming.state'),
      cell: ({ state, assigned_to }) => (
        <>
          <Status tone={states[state][0]}>{t(states[state][1])}</Status>
          {assigned_to && <span className={styles.small}>{assigned_to.name}</span>}
        </>
      ),
    },
    {
      name: 'open',
      head: '',
      cell: ({ task, kept }) =>
        kept && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(task)}>
            {t('mail.incoming.open')}
          </Button>
        ),
      tight: true,
    },
  ];
  return (
    <>
      <Table
        caption={t('mail.incoming.title')}
        columns={columns}
        rows={tasks}
        keyOf={({ task }) => task}
      />
      {open && <OpenTask key={open} task={open} close={() => setOpen(undefined)} />}
    </>
  );
}

export default function IncomingPage() {
  const { t } = useText();
  const query = useQuery(incomingQuery);
  return (
    <>
      <PageHead
        title={t('mail.incoming.title')}
        purpose={t('mail.incoming.purpose')}
        law="GDPR art. 12, 15–22"
      />
      <Loaded from={query}>
        {({ tasks }) =>
          tasks.length > 0 ? (
            <Tasks tasks={tasks} />
          ) : (
            <Empty
              icon={IconInbox}
              title={t('mail.incoming.none')}
              what={t('mail.incoming.none_what')}
              step={<Command line="ombud mail inbox set imaps://HOST/INBOX --sign-in NAME" />}
            />
          )
        }
      </Loaded>
    </>
  );
}
