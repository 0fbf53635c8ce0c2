// A list from elsewhere becomes records: the file, what its columns are, what would come of it with
// what is wrong cell by cell, and only then the writing, as one change that can be taken back.

import { Button, Select, Switch, TextInput } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { FileTarget } from './file_target.tsx';
import styles from './import.module.css';
import { ColumnList } from './import_columns.tsx';
import { Outcome } from './import_outcome.tsx';
import {
  type Columns,
  check,
  columnsOf,
  type Imported,
  type Mapping,
  most_bytes,
  read,
  type Sent,
  undecided,
  write,
} from './import_query.ts';
import { usePlace } from './place.ts';
import { type Field, type Kind, of } from './query.ts';
import { WithKind } from './with_kind.tsx';

interface FilesProps {
  take: (files: File[]) => void;
  busy: boolean;
  some: boolean;
}

function Files({ take, busy, some }: FilesProps) {
  const { t } = useText();
  return (
    <FileTarget
      label={t('records.import.file')}
      icon={<IconTableImport size={30} stroke={1.4} aria-hidden />}
      here={t('records.import.here')}
      verb={t(some ? 'records.import.others' : 'records.import.choose')}
      limits={t('records.import.limits')}
      accept=".xlsx,.csv,.txt,.json,.yaml,.yml"
      multiple
      quiet={some}
      busy={busy}
      take={take}
    />
  );
}

interface State {
  files: Sent[];
  columns: Columns;
  mapping: Mapping;
}

interface FreshProps {
  field: Field | undefined;
  label: string;
  value: string;
  change: (value: string) => void;
}

/// What new records get of a field that the file does not speak of.
function Fresh({ field, label, value, change }: FreshProps) {
  const { t } = useText();
  const said = { label, description: t('records.import.fresh_what'), value };
  if (field?.type !== 'choice') {
    return <TextInput {...said} onChange={(event) => change(event.currentTarget.value)} />;
  }
  const data = field.choices.map((choice) => ({ value: choice.word, label: choice.label }));
  return (
    <Select {...said} data={data} allowDeselect={false} onChange={(word) => word && change(word)} />
  );
}

interface StepProps {
  kind: Kind;
  state: State;
  change: (mapping: Mapping) => void;
  sheet: (name: string) => void;
  labels: Map<string, string>;
}

function Ways({ kind, state, change, sheet, labels }: StepProps) {
  const { t } = useText();
  const { columns, mapping } = state;
  const keys = columns.keys.map((path) => ({ value: path, label: labels.get(path) ?? path }));
  const fresh = Object.entries(mapping.new ?? {});
  return (
    <div className={styles.ways}>
      {columns.sheets.length > 1 && (
        <Select
          label={t('records.import.sheet')}
          data={columns.sheets}
          value={columns.sheet}
          allowDeselect={false}
          onChange={(name) => name && sheet(name)}
        />
      )}
      <Select
        label={t('records.import.key')}
        description={t('records.import.key_what')}
        placeholder={t('records.import.key_default')}
        data={keys}
        value={mapping.key ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('web.state.clear') }}
        onChange={(key) => {
          const { key: _, ...rest } = mapping;
          change(key ? { ...rest, key } : rest);
        }}
      />
      {fresh.map(([path, value]) => (
        <Fresh
          key={path}
          field={kind.fields.find(({ name }) => name === path)}
          label={t('records.import.fresh', { field: labels.get(path) ?? path })}
          value={value}
          change={(now) => change({ ...mapping, new: { ...mapping.new, [path]: now } })}
        />
      ))}
    </div>
  );
}

function useWriting(room: string, kind: Kind) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { done, undoable } = useNotices();
  const again = () => client.invalidateQueries({ queryKey: ['records', room] });
  return async (imported: Imported) => {
    await again();
    void navigate({ to: `/${room}/${kind.kind}` as '/' });
    const { change } = imported;
    const said = t('records.import.done', { made: imported.new, changed: imported.changed });
    if (!change) return done(t('records.import.none'));
    undoable(said, async () => {
      await post(of(room, '/api/processing/{kind}/changes/{change}/undo'), {
        path: { kind: kind.kind, change },
        body: { reason: t('records.import.undo_reason') },
      });
      await again();
    });
  };
}

function Import({ room, kind }: { room: string; kind: Kind }) {
  const { t } = useText();
  const [state, setState] = useState<State>();
  const [outcome, setOutcome] = useState<Imported>();
  const [skip, setSkip] = useState(false);
  const [name, setName] = useState('');
  const written = useWriting(room, kind);
  const look = useMutation({
    mutationFn: async ({ files, sheet }: { files: Sent[]; sheet: string }) => {
      const columns = await columnsOf(room, kind.kind, files, sheet);
      setState({ files, columns, mapping: columns.mapping });
      setName(columns.remembered);
      setOutcome(undefined);
    },
  });
  const wish = (given: State) => ({
    files: given.files,
    sheet: given.columns.sheet,
    mapping: given.mapping,
    skip_wrong: skip,
  });
  const trial = useMutation({
    mutationFn: async (given: State) => setOutcome(await check(room, kind.kind, wish(given))),
  });
  const writing = useMutation({
    mutationFn: async (given: State) => {
      if (name.trim()) {
        await post(of(room, '/api/processing/{kind}/mappings'), {
          path: { kind: kind.kind },
          body: { name, mapping: given.mapping },
        });
      }
      await written(await write(room, kind.kind, wish(given)));
    },
  });
  const [large, setLarge] = useState(false);
  const take = async (files: File[]) => {
    if (files.length === 0) return;
    const tooLarge = files.reduce((sum, file) => sum + file.size, 0) > most_bytes;
    setLarge(tooLarge);
    if (!tooLarge) look.mutate({ files: await Promise.all(files.map(read)), sheet: '' });
  };
  const change = (mapping: Mapping) => {
    if (state) setState({ ...state, mapping });
    setOutcome(undefined);
  };
  const open = state ? undecided(state.columns, state.mapping) : [];
  const labels = new Map(state?.columns.fields.map(({ path, label }) => [path, label]));
  const count = (outcome?.new ?? 0) + (outcome?.changed ?? 0);
  const ready = outcome && count > 0 && open.length === 0 && (skip || outcome.wrong === 0);
  return (
    <>
      <PageHead
        title={t('records.import.title', { kinds: kind.plural })}
        purpose={t('records.import.purpose')}
      />
      <Files take={(files) => void take(files)} busy={look.isPending} some={!!state} />
      {large && <p role="alert">{t('records.import.too_large')}</p>}
      {look.error && <Failure error={look.error} />}
      {state && (
        <>
          <h2 className={styles.title}>{t('records.import.columns')}</h2>
          <p className={styles.hint}>
            {state.columns.remembered
              ? t('records.import.remembered', { name: state.columns.remembered })
              : t('records.import.proposed', { lines: state.columns.lines })}
          </p>
          <ColumnList
            columns={state.columns}
            mapping={state.mapping}
            change={change}
            labels={labels}
          />
          <Ways
            kind={kind}
            state={state}
            change={change}
            sheet={(sheet) => look.mutate({ files: state.files, sheet })}
            labels={labels}
          />
          {open.length > 0 && (
            <p className={styles.open} role="status">
              {t('records.import.undecided', { count: open.length })}
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  change({
                    ...state.mapping,
                    columns: [
                      ...state.mapping.columns,
                      ...open.map((column) => ({ column, ignore: true })),
                    ],
                  })
                }
              >
                {t('records.import.leave_out', { count: open.length })}
              </Button>
            </p>
          )}
          <Button
            variant={outcome ? 'default' : 'filled'}
            loading={trial.isPending}
            onClick={() => trial.mutate(state)}
          >
            {t('records.import.check')}
          </Button>
          {trial.error && <Failure error={trial.error} />}
        </>
      )}
      {state && outcome && (
        <>
          <Outcome outcome={outcome} />
          <div className={styles.writing}>
            {outcome.wrong > 0 && (
              <Switch
                label={t('records.import.skip', { count: outcome.wrong })}
                checked={skip}
                onChange={(event) => setSkip(event.currentTarget.checked)}
              />
            )}
            <TextInput
              label={t('records.import.name')}
              description={t('records.import.name_what')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button
              disabled={!ready}
              loading={writing.isPending}
              onClick={() => writing.mutate(state)}
            >
              {t('records.import.write', { count })}
            </Button>
            {writing.error && <Failure error={writing.error} />}
          </div>
        </>
      )}
    </>
  );
}

export default function ImportPage() {
  const { room } = usePlace();
  return <WithKind>{(kind) => <Import key={kind.kind} room={room} kind={kind} />}</WithKind>;
}
