// Where a map stands, and confirming it: only what a person confirmed is ever carried out. Where rows
// will be deleted by later erasures, the system's name is typed first.

import { Button, Tooltip } from '@mantine/core';
import type { Read } from '@room/datamap/web/datamap.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { TypedConfirmation } from '@web/components/confirmation.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './map_page.module.css';
import { usePropose } from './propose.tsx';
import { answersQuery } from './queries.ts';

function Standing({ read, before }: { read: Read; before: Read | undefined }) {
  const { t } = useText();
  const { version } = read;
  if (read.map.confirmed)
    return (
      <>
        <Status tone="good">{t('discovery.state.confirmed', { version })}</Status>
        <p>
          {t('discovery.state.confirmed_by', { who: read.confirmed_by ?? '' })}{' '}
          {read.confirmed_at && <Moment at={read.confirmed_at} />}
        </p>
      </>
    );
  return (
    <>
      <Status tone="wait">{t('discovery.state.proposed', { version })}</Status>
      <p>
        {before
          ? t('discovery.state.until_then', { version: before.version })
          : t('discovery.state.nothing_done')}
      </p>
    </>
  );
}

export function MapState(props: { system: string; read: Read; before: Read | undefined }) {
  const { system, read } = props;
  const { t } = useText();
  const session = useSession();
  const answers = useQuery(answersQuery(system));
  const propose = usePropose(system);
  const waiting = answers.data?.waiting.length ?? 0;
  const { fields, persons, details, tables } = read.summary;
  return (
    <>
      <div className={styles.state}>
        <Standing {...props} />
        <p className={styles.numbers}>
          {t('discovery.state.numbers', { fields, with: persons + details, tables })}
        </p>
      </div>
      {waiting > 0 && (
        <div className={styles.waiting} role="status">
          <p>{t('discovery.state.waiting', { count: waiting })}</p>
          {may(session, 'datamap.propose') && (
            <Button loading={propose.isPending} onClick={() => propose.mutate()}>
              {t('discovery.state.work_in')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

export function Confirm({
  system,
  read,
  waiting,
}: {
  system: string;
  read: Read;
  waiting: number;
}) {
  const { t } = useText();
  const client = useQueryClient();
  const notices = useNotices();
  const [open, setOpen] = useState(false);
  const confirm = useMutation({
    mutationFn: () =>
      post('/api/datamap/maps/{system}/confirmation', { path: { system }, version: read.etag }),
    onSuccess: () => notices.done(t('discovery.confirm.done', { system })),
    onSettled: () => client.invalidateQueries({ queryKey: ['datamap'] }),
  });
  const going = read.map.tables.filter((one) => one.holds !== 'reference' && one.delete_rows);
  const staying = read.map.tables.filter((one) => one.holds !== 'reference' && !one.delete_rows);
  const begin = () => {
    if (going.length > 0) setOpen(true);
    else confirm.mutate(undefined, { onError: notices.failed });
  };
  return (
    <>
      <Tooltip label={t('discovery.confirm.first_work_in')} disabled={waiting === 0}>
        <Button
          loading={confirm.isPending && !open}
          data-disabled={waiting > 0 || undefined}
          aria-disabled={waiting > 0}
          onClick={() => waiting === 0 && begin()}
        >
          {t('discovery.confirm.verb', { version: read.version })}
        </Button>
      </Tooltip>
      <TypedConfirmation
        open={open}
        title={t('discovery.confirm.title', { system, version: read.version })}
        name={system}
        goes={going.map((one) =>
          one.because
            ? t('discovery.confirm.goes_because', { table: one.table, because: one.because })
            : one.table,
        )}
        stays={staying.map((one) => t('discovery.confirm.stays', { table: one.table }))}
        verb={t('discovery.confirm.verb', { version: read.version })}
        act={async () => {
          await confirm.mutateAsync();
        }}
        close={() => setOpen(false)}
      />
    </>
  );
}
