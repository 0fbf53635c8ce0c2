// The departments, and who looks after each: what is delegated to somebody is his to complete.

import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './packs.module.css';
import { type Activity, type Pack, type Progress, progressQuery, type Unit } from './query.ts';

const inUnit = (activities: Activity[], unit: Unit) =>
  activities.filter((activity) => activity.unit === unit.id);

function Owner({ unit, activities }: { unit: Unit; activities: Activity[] }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const names = useQuery({
    queryKey: ['accounts', 'names'],
    queryFn: ({ signal }) => get('/api/accounts/names', { signal }),
  });
  const hand = useMutation({
    mutationFn: async (owner: string) => {
      const reason = t('packs.departments.reason', { unit: unit.title });
      const of = (records: { id: string; version: number }[]) =>
        records.map(({ id, version }) => ({ id, version }));
      await post('/api/processing/{kind}/edits', {
        path: { kind: 'unit' },
        body: { records: of([unit]), owner, reason },
      });
      const theirs = of(inUnit(activities, unit));
      if (theirs.length > 0) {
        await post('/api/processing/{kind}/edits', {
          path: { kind: 'activity' },
          body: { records: theirs, owner, reason },
        });
      }
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['packs'] });
      void client.invalidateQueries({ queryKey: ['records'] });
      done(t('packs.departments.handed', { unit: unit.title }));
    },
  });
  return (
    <>
      <Select
        aria-label={t('packs.departments.owner_of', { unit: unit.title })}
        data={(names.data?.names ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={unit.owner}
        allowDeselect={false}
        disabled={hand.isPending}
        onChange={(owner) => owner && owner !== unit.owner && hand.mutate(owner)}
      />
      {hand.error && <Failure error={hand.error} />}
    </>
  );
}

function Units({ units, activities }: Progress) {
  const { t, number } = useText();
  const columns: Column<Unit>[] = [
    {
      name: 'unit',
      head: t('packs.departments.unit'),
      cell: (unit) => <PageLink to={`/processing/unit/${unit.number}`}>{unit.title}</PageLink>,
    },
    {
      name: 'count',
      head: t('packs.departments.count'),
      cell: (unit) => number(inUnit(activities, unit).length),
      number: true,
      tight: true,
    },
    {
      name: 'owner',
      head: t('packs.departments.owner'),
      cell: (unit) => <Owner unit={unit} activities={activities} />,
    },
  ];
  return (
    <Table
      caption={t('packs.departments.title')}
      columns={columns}
      rows={units}
      keyOf={({ id }) => id}
    />
  );
}

export function Departments({ pack, go }: { pack: Pack; go: (at: string) => void }) {
  const { t, language } = useText();
  const progress = useQuery(progressQuery(pack.pack, language));
  return (
    <>
      <h2 className={styles.title}>{t('packs.departments.title')}</h2>
      <p>{t('packs.departments.what')}</p>
      <Loaded from={progress}>{(data) => <Units {...data} />}</Loaded>
      <p>
        <PageLink to="/processing/unit/new">{t('packs.departments.add')}</PageLink>
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => go('processes')}>{t('packs.questions.next')}</Button>
      </div>
    </>
  );
}
