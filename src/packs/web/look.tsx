// What the answers make, before it is there: how many of each kind, and their names.

import { Button, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './packs.module.css';
import { type Line, type Pack, planQuery } from './query.ts';

interface Group {
  label: string;
  titles: string[];
  steps: Line['step'][];
}

// What a person looks for comes first.
const order = ['activity', 'unit', 'system', 'party', 'measure', 'retention_period'];

function groupsOf(lines: Line[]): Group[] {
  const groups = new Map<string, Group>();
  const rank = (kind: string) => (order.indexOf(kind) + order.length + 1) % (order.length + 1);
  for (const line of [...lines].sort((a, b) => rank(a.kind) - rank(b.kind))) {
    const group = groups.get(line.kind) ?? { label: line.kind_label, titles: [], steps: [] };
    group.titles.push(line.title);
    group.steps.push(line.step);
    groups.set(line.kind, group);
  }
  return [...groups.values()];
}

type Choices = Record<string, 'keep' | 'take'>;

interface ClashesProps {
  lines: Line[];
  choices: Choices;
  choose: (choices: Choices) => void;
}

// What another pack has written and this one says otherwise.
function Clashes({ lines, choices, choose }: ClashesProps) {
  const { t } = useText();
  const clashing = lines.filter(({ clashes }) => clashes.length > 0);
  if (clashing.length === 0) return null;
  return (
    <section aria-label={t('packs.clash.title')} className={styles.form}>
      <h3 className={styles.unit}>{t('packs.clash.title')}</h3>
      <p>{t('packs.clash.what')}</p>
      {clashing.flatMap(({ title, clashes }) =>
        clashes.map(({ path, label, other, theirs, ours }) => (
          <Radio.Group
            key={path}
            label={`${title}, ${label}`}
            required
            value={choices[path] ?? ''}
            onChange={(word) => choose({ ...choices, [path]: word === 'keep' ? 'keep' : 'take' })}
          >
            <div className={styles.ticks}>
              <Radio value="keep" label={theirs} description={t('packs.clash.keep', { other })} />
              <Radio
                value="take"
                label={ours || t('packs.clash.empty')}
                description={t('packs.clash.take')}
              />
            </div>
          </Radio.Group>
        )),
      )}
    </section>
  );
}

export function Look({ pack, go }: { pack: Pack; go: (at: string) => void }) {
  const { t, language, number } = useText();
  const client = useQueryClient();
  const { undoable, done } = useNotices();
  const [choices, choose] = useState<Choices>({});
  const plan = useQuery(planQuery(pack.pack, language));
  const taking = useMutation({
    mutationFn: () =>
      post('/api/packs/{pack}/application', { path: { pack: pack.pack }, body: { choices } }),
    onSuccess: async ({ change, records }) => {
      await client.invalidateQueries({ queryKey: ['packs'] });
      await client.invalidateQueries({ queryKey: ['records'] });
      if (change) {
        undoable(t('packs.look.taken', { count: records }), async () => {
          await post('/api/processing/{kind}/changes/{change}/undo', {
            path: { kind: 'activity', change },
            body: { reason: t('packs.look.undone') },
          });
          await client.invalidateQueries({ queryKey: ['packs'] });
          await client.invalidateQueries({ queryKey: ['records'] });
        });
      } else {
        done(t('packs.look.nothing'));
      }
      go('departments');
    },
  });
  const columns: Column<Group>[] = [
    { name: 'kind', head: t('packs.look.kind'), cell: ({ label }) => label, tight: true },
    { name: 'count', head: t('packs.look.count'), cell: ({ titles }) => number(titles.length) },
    { name: 'names', head: t('packs.look.names'), cell: ({ titles }) => titles.join(' · ') },
  ];
  return (
    <>
      <h2 className={styles.title}>{t('packs.look.title')}</h2>
      <p>{t('packs.look.what')}</p>
      {taking.error && <Failure error={taking.error} />}
      <Loaded from={plan}>
        {({ lines }) => {
          const open = lines.some(({ clashes }) =>
            clashes.some(({ path }) => choices[path] === undefined),
          );
          const coming = lines.filter(({ step }) => step !== 'same' && step !== 'set_aside');
          return (
            <>
              {coming.length === 0 ? (
                <p role="status">{t('packs.look.nothing')}</p>
              ) : (
                <Table
                  caption={t('packs.look.title')}
                  columns={columns}
                  rows={groupsOf(coming)}
                  keyOf={({ label }) => label}
                />
              )}
              <Clashes lines={lines} choices={choices} choose={choose} />
              <div className={styles.buttons}>
                <Button variant="default" onClick={() => go(`q${pack.questions.length}`)}>
                  {t('packs.questions.back')}
                </Button>
                <Button loading={taking.isPending} disabled={open} onClick={() => taking.mutate()}>
                  {t(coming.length === 0 ? 'packs.look.go_on' : 'packs.look.take')}
                </Button>
              </div>
            </>
          );
        }}
      </Loaded>
    </>
  );
}
