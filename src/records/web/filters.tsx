// What a list is narrowed to and in which order it stands.

import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { type Look, orderWord } from './look.ts';
import type { Field, Kind } from './query.ts';
import styles from './records.module.css';

// More than this do not fit beside number, name and state; others are chosen.
export const columns_at_first = 4;

export const listedOf = (kind: Kind): Field[] =>
  kind.fields.filter(({ listed, retired, name }) => listed && !retired && name !== kind.title);

interface FiltersProps {
  kind: Kind;
  look: Look;
  change: (part: Partial<Look>) => void;
}

function optionsOf(field: Field, yes: string, no: string) {
  if (field.type === 'yes_no') {
    return [
      { value: 'yes', label: yes },
      { value: 'no', label: no },
    ];
  }
  return field.choices.map(({ word, label }) => ({ value: word, label }));
}

/// A choice for each column that has choices, and the columns themselves.
function Narrower({ kind, look, change }: FiltersProps) {
  const { t } = useText();
  const listed = listedOf(kind);
  const chosen = look.columns.length
    ? look.columns
    : listed.slice(0, columns_at_first).map(({ name }) => name);
  return (
    <div className={styles.filters}>
      {listed
        .filter(({ type }) => type === 'choice' || type === 'yes_no')
        .map((field) => (
          <MultiSelect
            key={field.name}
            label={field.label}
            className={styles.columns ?? ''}
            data={optionsOf(field, t('records.value.yes'), t('records.value.no'))}
            value={look.values[field.name] ?? []}
            onChange={(words) => change({ values: { ...look.values, [field.name]: words } })}
          />
        ))}
      {listed.length > columns_at_first && (
        <MultiSelect
          label={t('records.list.columns')}
          className={styles.columns ?? ''}
          data={listed.map(({ name, label }) => ({ value: name, label }))}
          value={chosen}
          onChange={(columns) => change({ columns })}
        />
      )}
      <Switch
        label={t('records.list.archived')}
        checked={look.archived}
        onChange={(event) => change({ archived: event.currentTarget.checked })}
      />
    </div>
  );
}

export function Filters({ kind, look, change }: FiltersProps) {
  const { t } = useText();
  const narrowed = Object.values(look.values).filter((words) => words.length > 0).length;
  const [open, setOpen] = useState(narrowed > 0 || look.archived);
  const orders = [
    { value: 'number asc', label: t('records.list.by_number_up') },
    { value: 'title asc', label: t('records.list.by_title') },
    { value: 'changed desc', label: t('records.list.by_change') },
    ...listedOf(kind).map(({ name, label }) => ({ value: `${name} asc`, label })),
  ];
  return (
    <>
      <div className={styles.filters}>
        <TextInput
          label={t('records.list.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={look.search}
          onChange={(event) => change({ search: event.currentTarget.value })}
          autoComplete="off"
        />
        <MultiSelect
          label={t('records.list.state')}
          placeholder={look.states.length ? '' : t('records.list.all_states')}
          data={kind.states.map(({ name, label }) => ({ value: name, label }))}
          value={look.states}
          onChange={(states) => change({ states })}
        />
        <Select
          label={t('records.list.order')}
          placeholder={t('records.list.by_number')}
          data={orders}
          value={orderWord(look) || null}
          onChange={(chosen) => {
            const [order = 'number', direction] = (chosen ?? 'number desc').split(' ');
            change({ order, descending: direction === 'desc' });
          }}
          clearable
          clearButtonProps={{ 'aria-label': t('web.state.clear') }}
        />
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {narrowed ? t('records.list.filters_on', { count: narrowed }) : t('records.list.filters')}
        </Button>
      </div>
      {open && <Narrower kind={kind} look={look} change={change} />}
    </>
  );
}
