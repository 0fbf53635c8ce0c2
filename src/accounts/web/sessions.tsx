// Where one is signed in: each session of one's own, and an end to those that should not be there.

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, erase, get } from '@web/api/client.ts';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

type Session = AnswerOf<'/api/accounts/sessions', 'get'>['sessions'][number];

const queryKey = ['accounts', 'sessions'];

function End({ session }: { session: Session }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: () => erase('/api/accounts/sessions/{session}', { path: { session: session.id } }),
    onSuccess: () => done(t('accounts.sessions.ended')),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
      {t('accounts.sessions.end')}
    </Button>
  );
}

export default function SessionsPage() {
  const { t } = useText();
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/api/accounts/sessions', { signal }),
  });
  const columns: Column<Session>[] = [
    {
      name: 'began',
      head: t('accounts.sessions.began'),
      cell: (session) => <Moment at={session.made_at} exact />,
    },
    {
      name: 'used',
      head: t('accounts.sessions.used'),
      cell: (session) => <Moment at={session.used_at} />,
    },
    {
      name: 'ends',
      head: t('accounts.sessions.ends'),
      cell: (session) => <Moment at={session.ends_at} />,
    },
    {
      name: 'end',
      head: t('accounts.sessions.state'),
      cell: (session) =>
        session.this_one ? (
          <Status tone="good">{t('accounts.sessions.this_one')}</Status>
        ) : (
          <End session={session} />
        ),
      tight: true,
    },
  ];
  return (
    <>
      <PageHead
        title={t('accounts.sessions.title')}
        purpose={t('accounts.sessions.purpose')}
        law="GDPR art. 32"
      />
      <Loaded from={query}>
        {({ sessions }) => (
          <Table
            caption={t('accounts.sessions.title')}
            columns={columns}
            rows={sessions}
            keyOf={(session) => session.id}
          />
        )}
      </Loaded>
    </>
  );
}
