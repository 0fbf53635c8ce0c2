// Some rows of a plan, masked. One value at a time is opened for a stated reason, and each look is
// in the log.

import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './actions.module.css';
import { actionsKey, type Plan, type Sample } from './queries.ts';

type Goes = Plan['goes'][number];
type Row = Sample['rows'][number];

interface Wanted {
  line: number;
  column: string;
}

const placeOf = ({ line, column }: Wanted) => `${line} ${column}`;

/// Asks why before a value is opened.
function Asking(props: { wanted: Wanted; open: (reason: string) => Promise<void> }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await props.open(reason.trim());
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <form className={styles.asking} onSubmit={(event) => void submit(event)}>
      <TextInput
        className={styles.grow ?? ''}
        label={t('actions.sample.why', { column: props.wanted.column })}
        description={t('actions.sample.why_what')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autoComplete="off"
        maxLength={500}
        data-autofocus
      />
      <Button type="submit" variant="default" disabled={!reason.trim()} loading={busy}>
        {t('actions.sample.open')}
      </Button>
      {error !== undefined && <Failure error={error} />}
    </form>
  );
}

function Rows({ action, goes, sample }: { action: string; goes: Goes; sample: Sample }) {
  const { t } = useText();
  const [wanted, setWanted] = useState<Wanted>();
  const [opened, setOpened] = useState<Record<string, string>>({});

  const open = async (at: Wanted, reason: string) => {
    const { value } = await post('/api/actions/{action}/revelation', {
      path: { action },
      body: { step: goes.step, line: at.line, column: at.column, reason },
    });
    setOpened((before) => ({ ...before, [placeOf(at)]: value }));
    setWanted(undefined);
  };

  const columns: Column<Row>[] = sample.columns.map(({ column, never }, at) => ({
    name: column,
    head: column,
    cell: (row) => {
      const place = { line: row.line, column };
      const masked = row.cells[at];
      if (masked === null || masked === undefined) {
        return <span className={styles.quiet}>{t('actions.sample.empty')}</span>;
      }
      if (opened[placeOf(place)] !== undefined) return <mark>{opened[placeOf(place)]}</mark>;
      if (never) return masked;
      return (
        <button
          type="button"
          className={styles.masked}
          aria-label={`${t('actions.sample.reveal', { column, row: row.line + 1 })}: ${masked}`}
          onClick={() => setWanted(place)}
        >
          {masked}
        </button>
      );
    },
  }));
  return (
    <>
      {sample.changed > 0 && (
        <p className={styles.quiet}>{t('actions.sample.changed', { count: sample.changed })}</p>
      )}
      {sample.rows.length > 0 ? (
        <Table
          caption={t('actions.sample.title', { system: goes.system, table: goes.table })}
          columns={columns}
          rows={sample.rows}
          keyOf={(row) => String(row.line)}
        />
      ) : (
        <p>{t('actions.sample.none')}</p>
      )}
      {wanted && (
        <Asking key={placeOf(wanted)} wanted={wanted} open={(reason) => open(wanted, reason)} />
      )}
    </>
  );
}

export function Samples(props: { action: string; goes: Goes; close: () => void }) {
  const { t } = useText();
  const { action, goes, close } = props;
  const query = useQuery({
    queryKey: [...actionsKey, 'sample', action, goes.step],
    queryFn: () =>
      post('/api/actions/{action}/samples', { path: { action }, body: { step: goes.step } }),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('actions.sample.title', { system: goes.system, table: goes.table })}
      closeButtonProps={{ 'aria-label': t('web.state.close') }}
      size="80rem"
    >
      <p className={styles.quiet}>{t('actions.sample.what')}</p>
      <Loaded from={query}>
        {(sample) => <Rows action={action} goes={goes} sample={sample} />}
      </Loaded>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('web.state.close')}
        </Button>
      </Group>
    </Modal>
  );
}
