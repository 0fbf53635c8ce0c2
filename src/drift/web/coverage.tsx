// What the comparison rests on: when each system was looked into, and what a "none" means.

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, put } from '@web/api/client.ts';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type Say, useText } from '@web/text/texts.tsx';

import styles from './drift.module.css';
import { type Coverage, coverageQuery } from './query.ts';

type System = Coverage['systems'][number];
type Declaration = Coverage['declarations'][number];

function Looked({ one }: { one: System }) {
  const { t } = useText();
  if (one.map === null)
    return (
      <>
        <Status tone="wait">{t('drift.coverage.no_map')}</Status>
        <PageLink to={`/discovery/${one.system}`} className={styles.note}>
          {t('drift.coverage.to_map')}
        </PageLink>
      </>
    );
  return (
    <>
      {one.error && <Status tone="bad">{t('drift.coverage.away')}</Status>}
      {one.looked_at ? <Moment at={one.looked_at} /> : !one.error && t('drift.coverage.never')}
      {one.error && <span className={styles.note}>{one.error}</span>}
    </>
  );
}

const systemColumns = (t: Say): Column<System>[] => [
  {
    name: 'system',
    head: t('drift.list.system'),
    cell: ({ system }) => <PageLink to={`/connectors/one/${system}`}>{system}</PageLink>,
  },
  {
    name: 'looked',
    head: t('drift.coverage.looked'),
    cell: (one) => <Looked one={one} />,
  },
];

function Rests({ one }: { one: Declaration }) {
  const { t, number } = useText();
  return (
    <>
      {one.contradicted ? (
        <Status tone="bad">{t('drift.coverage.contradicted')}</Status>
      ) : (
        <Status tone={one.looked_into > 0 ? 'good' : 'wait'}>
          {t(one.looked_into > 0 ? 'drift.coverage.none_found' : 'drift.coverage.not_looked')}
        </Status>
      )}
      <span className={styles.note}>
        {one.there === 0
          ? t('drift.coverage.rests_unknown', {
              looked: number(one.looked_into),
              systems: number(one.systems),
            })
          : t('drift.coverage.rests', {
              looked: number(one.looked_into),
              systems: number(one.systems),
              sampled: number(one.sampled),
              there: number(one.there),
            })}
      </span>
    </>
  );
}

const declarationColumns = (t: Say): Column<Declaration>[] => [
  {
    name: 'declaration',
    head: t('drift.coverage.declaration'),
    cell: ({ declaration, title }) => (
      <PageLink to={`/processing/declaration/${declaration}`}>{title}</PageLink>
    ),
  },
  { name: 'rests', head: t('drift.coverage.what'), cell: (one) => <Rests one={one} /> },
];

const schedule = ['jobs', 'schedule'];

/// That it is done by itself, or the button that has it done.
function Nightly() {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const entries = useQuery({
    queryKey: schedule,
    queryFn: ({ signal }) => get('/api/jobs/schedule', { signal }),
    enabled: may(session, 'jobs.list'),
  });
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      put('/api/jobs/schedule/{entry}', {
        path: { entry: 'drift-check' },
        body: { kind: 'drift.check', when: 'daily 02:30' },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: schedule });
      done(t('drift.coverage.set'));
    },
    onError: failed,
  });
  if (!entries.data) return null;
  if (entries.data.entries.some(({ kind }) => kind === 'drift.check'))
    return <p className={styles.about}>{t('drift.coverage.each_night')}</p>;
  if (!may(session, 'jobs.schedule') || !may(session, 'drift.check')) return null;
  return (
    <div className={styles.buttons}>
      <Button variant="default" loading={isPending} onClick={() => mutate()}>
        {t('drift.coverage.nightly')}
      </Button>
    </div>
  );
}

export function CoveragePart() {
  const { t, language } = useText();
  const coverage = useQuery(coverageQuery(language));
  return (
    <Loaded from={coverage}>
      {({ systems, declarations }) => (
        <>
          {declarations.length > 0 && (
            <section className={styles.part}>
              <h2 className={styles.heading}>{t('drift.coverage.declarations')}</h2>
              <Table
                caption={t('drift.coverage.declarations')}
                columns={declarationColumns(t)}
                rows={declarations}
                keyOf={(one) => one.declaration}
              />
            </section>
          )}
          {systems.length > 0 && (
            <section className={styles.part}>
              <h2 className={styles.heading}>{t('drift.coverage.title')}</h2>
              <Table
                caption={t('drift.coverage.title')}
                columns={systemColumns(t)}
                rows={systems}
                keyOf={(one) => one.system}
              />
              <Nightly />
            </section>
          )}
        </>
      )}
    </Loaded>
  );
}
