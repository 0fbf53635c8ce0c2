// What an action does: what goes, what stays and why, what can't be reached. What stays is as
// prominent as what goes.

import { Button } from '@mantine/core';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';
import { type ReactNode, useId, useState } from 'react';

import styles from './actions.module.css';
import type { Action, Plan } from './queries.ts';
import { Samples } from './samples.tsx';
import { whats } from './words.ts';

type Goes = Plan['goes'][number];
type Stays = Plan['stays'][number];

function Part(props: {
  tone: 'goes' | 'stays' | 'missed' | 'plain';
  title: string;
  what?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.part} data-tone={props.tone} aria-labelledby={id}>
      <h2 id={id} className={styles.part_title}>
        {props.title}
      </h2>
      {props.what && <p className={styles.quiet}>{props.what}</p>}
      {props.children}
    </section>
  );
}

function useWhat() {
  const { t, list } = useText();
  return (goes: Goes) => {
    const names = goes.columns.map(({ column, text }) =>
      goes.what === 'change' ? t('actions.plan.becomes', { column, text }) : column,
    );
    const what = t(whats[goes.what]);
    return goes.what === 'change' || goes.what === 'show' ? `${what}: ${list(names)}` : what;
  };
}

function GoesTable({ action, goes }: { action: Action; goes: Goes[] }) {
  const { t, number } = useText();
  const [sample, setSample] = useState<Goes>();
  const whatOf = useWhat();
  const columns: Column<Goes>[] = [
    { name: 'system', head: t('actions.plan.system'), cell: (one) => one.system },
    { name: 'table', head: t('actions.plan.table'), cell: (one) => one.table },
    { name: 'rows', head: t('actions.plan.rows'), cell: (one) => number(one.rows), number: true },
    {
      name: 'what',
      head: t('actions.plan.what'),
      cell: (one) => (
        <>
          {whatOf(one)}
          {one.why && (
            <span className={styles.why}>
              {one.what === 'change' ? t('actions.plan.row_stays', { why: one.why }) : one.why}
            </span>
          )}
        </>
      ),
    },
  ];
  if (action.may.reveal)
    columns.push({
      name: 'sample',
      head: t('actions.plan.look'),
      cell: (one) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('actions.plan.look_at', { system: one.system, table: one.table })}
          onClick={() => setSample(one)}
        >
          {t('actions.plan.some')}
        </Button>
      ),
      tight: true,
    });
  return (
    <>
      <Table
        caption={t('actions.plan.goes')}
        columns={columns}
        rows={goes}
        keyOf={(one) => String(one.step)}
      />
      {sample && (
        <Samples action={action.action} goes={sample} close={() => setSample(undefined)} />
      )}
    </>
  );
}

function StaysTable({ stays, copies }: { stays: Stays[]; copies: boolean }) {
  const { t, number, list } = useText();
  const columns: Column<Stays>[] = [
    { name: 'system', head: t('actions.plan.system'), cell: (one) => one.system },
    {
      name: 'table',
      head: t('actions.plan.table'),
      cell: (one) => (
        <>
          {one.table}
          {one.columns.length > 0 && <span className={styles.why}>{list(one.columns)}</span>}
        </>
      ),
    },
    { name: 'rows', head: t('actions.plan.rows'), cell: (one) => number(one.rows), number: true },
  ];
  // Why something stays is said of what else would go.
  if (!copies) columns.push({ name: 'why', head: t('actions.plan.why'), cell: (one) => one.why });
  return (
    <Table
      caption={t('actions.plan.stays')}
      columns={columns}
      rows={stays}
      keyOf={(one) => `${one.system} ${one.table} ${one.rows} ${one.why}`}
    />
  );
}

function Sayings({ said }: { said: { system: string; text: string }[] }) {
  return (
    <ul className={styles.sayings}>
      {said.map((one) => (
        <li key={`${one.system} ${one.text}`}>
          {!one.text.includes(one.system) && <strong>{one.system} </strong>}
          {one.text}
        </li>
      ))}
    </ul>
  );
}

function Papers({ plan }: { plan: Plan }) {
  const { t } = useText();
  const { instruction, disposal, many } = plan;
  if (!instruction && !disposal && !many) return null;
  return (
    <dl className={styles.facts}>
      {many && (
        <div>
          <dt>{t('actions.plan.many')}</dt>
          <dd>{t('actions.plan.many_what', many)}</dd>
        </div>
      )}
      {instruction && (
        <div>
          <dt>{t('actions.new.instruction')}</dt>
          <dd>{`${instruction.who}, ${instruction.given_on}, ${instruction.document}`}</dd>
        </div>
      )}
      {disposal && (
        <div>
          <dt>{t('actions.new.disposal')}</dt>
          <dd>{`${disposal.who}, ${disposal.given_on}, ${disposal.document}`}</dd>
        </div>
      )}
    </dl>
  );
}

const rowsOf = (parts: { rows: number }[]) => parts.reduce((sum, part) => sum + part.rows, 0);

export function PlanView({ action, plan }: { action: Action; plan: Plan }) {
  const { t } = useText();
  const copies = action.kind === 'access';
  return (
    <>
      <p className={styles.sum}>
        {t(copies ? 'actions.plan.sum_access' : 'actions.plan.sum_erase', {
          goes: rowsOf(plan.goes),
          systems: plan.systems.length,
          missed: plan.not_reached.length,
        })}
      </p>
      <Papers plan={plan} />
      <Part
        tone={copies ? 'plain' : 'goes'}
        title={t(copies ? 'actions.plan.copied' : 'actions.plan.goes')}
      >
        {plan.goes.length > 0 ? (
          <GoesTable action={action} goes={plan.goes} />
        ) : (
          <p className={styles.quiet}>{t('actions.plan.nothing_goes')}</p>
        )}
      </Part>
      <Part
        tone="stays"
        title={t(copies ? 'actions.plan.named' : 'actions.plan.stays')}
        what={
          plan.mentions_left > 0
            ? t('actions.plan.mentions_left', { count: plan.mentions_left })
            : undefined
        }
      >
        {plan.stays.length > 0 ? (
          <StaysTable stays={plan.stays} copies={copies} />
        ) : (
          <p className={styles.quiet}>{t('actions.plan.nothing_stays')}</p>
        )}
      </Part>
      <Part tone="missed" title={t('actions.plan.not_reached')}>
        {plan.not_reached.length > 0 ? (
          <Sayings said={plan.not_reached} />
        ) : (
          <p className={styles.quiet}>{t('actions.plan.all_reached')}</p>
        )}
      </Part>
      {plan.by_itself.length > 0 && (
        <Part tone="plain" title={t('actions.plan.by_itself')}>
          <Sayings said={plan.by_itself} />
        </Part>
      )}
      {plan.remarks.length > 0 && (
        <Part tone="plain" title={t('actions.plan.remarks')}>
          <Sayings said={plan.remarks} />
        </Part>
      )}
    </>
  );
}
