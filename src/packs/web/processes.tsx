// What each department does with personal data: taken away where it is not done here, added where
// something is missing.

import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { get, post } from '@web/api/client.ts';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './packs.module.css';
import { type Activity, type Pack, type Progress, progressQuery } from './query.ts';
import { Score } from './score.tsx';

function Process({ activity }: { activity: Activity }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const path = { kind: 'activity', number: activity.number };
  return (
    <li className={styles.process}>
      <PageLink to={`/processing/activity/${activity.number}`}>{activity.title}</PageLink>
      <Score activity={activity} />
      <Reasoned
        small
        title={t('packs.processes.away_title', { activity: activity.title })}
        what={t('packs.processes.away_what')}
        label={t('packs.processes.why')}
        verb={t('packs.processes.away')}
        opener={t('packs.processes.away_of', { activity: activity.title })}
        act={async (reason) => {
          const record = await get('/api/processing/{kind}/{number}', { path });
          await post('/api/processing/{kind}/{number}/archive', {
            path,
            version: record.etag,
            body: { archived: true, reason },
          });
          await client.invalidateQueries({ queryKey: ['packs'] });
          await client.invalidateQueries({ queryKey: ['records'] });
          done(t('packs.processes.gone', { activity: activity.title }));
        }}
      />
    </li>
  );
}

function ByUnit({ units, activities }: Progress) {
  const { t } = useText();
  const groups = [
    ...units.map(({ id, title }) => ({ id, title })),
    { id: '', title: t('packs.processes.no_unit') },
  ];
  return groups.map((group) => {
    const theirs = activities.filter(({ unit }) => unit === group.id);
    if (theirs.length === 0) return null;
    return (
      <section key={group.id} aria-label={group.title}>
        <h3 className={styles.unit}>{group.title}</h3>
        <ul className={styles.processes}>
          {theirs.map((activity) => (
            <Process key={activity.id} activity={activity} />
          ))}
        </ul>
      </section>
    );
  });
}

type Way = Progress['ways'][number];

// Every situation in which personal data comes in, to be gone through one by one.
function Ways({ ways }: { ways: Way[] }) {
  const { t } = useText();
  const columns: Column<Way>[] = [
    { name: 'way', head: t('packs.ways.way'), cell: ({ label }) => label, tight: true },
    {
      name: 'used',
      head: t('packs.ways.used'),
      cell: ({ used }) =>
        used.length === 0 ? (
          <span className={styles.quiet}>{t('packs.ways.none')}</span>
        ) : (
          <ul className={styles.ways}>
            {used.map(({ number, title, situation }) => (
              <li key={number + situation}>
                {situation && `${situation}: `}
                <PageLink to={`/processing/activity/${number}`}>{title}</PageLink>
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <section aria-label={t('packs.ways.title')}>
      <h3 className={styles.unit}>{t('packs.ways.title')}</h3>
      <p>{t('packs.ways.what')}</p>
      <Table
        caption={t('packs.ways.title')}
        columns={columns}
        rows={ways}
        keyOf={({ way }) => way}
      />
    </section>
  );
}

export function Processes({ pack, go }: { pack: Pack; go: (at: string) => void }) {
  const { t, language } = useText();
  const progress = useQuery(progressQuery(pack.pack, language));
  return (
    <>
      <h2 className={styles.title}>{t('packs.processes.title')}</h2>
      <p>{t('packs.processes.what')}</p>
      <Loaded from={progress}>
        {(data) => (
          <>
            <ByUnit {...data} />
            <Ways ways={data.ways} />
          </>
        )}
      </Loaded>
      <p>
        <PageLink to="/processing/activity/new">{t('packs.processes.add')}</PageLink>
      </p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => go('departments')}>
          {t('packs.questions.back')}
        </Button>
        <Button onClick={() => go('details')}>{t('packs.questions.next')}</Button>
      </div>
    </>
  );
}
