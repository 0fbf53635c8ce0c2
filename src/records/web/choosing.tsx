// Choosing records of another kind, or accounts: found while somebody types.

import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';
import { useText } from '@web/text/texts.tsx';
import { type ReactNode, useMemo, useState } from 'react';

import { type Field, type Links, listOf } from './query.ts';

export interface ChoosingProps {
  field: Field;
  label: string;
  description: ReactNode;
  required: boolean;
  error: string | undefined;
  value: string | string[] | undefined;
  change: (value: string | string[]) => void;
  links: Links;
}

interface Option {
  value: string;
  label: string;
}

function useFound(field: Field, search: string): Option[] {
  const [asked] = useDebouncedValue(search, 200);
  const records = useQuery({
    queryKey: ['records', field.to_room, field.to, 'choosing', asked],
    queryFn: ({ signal }) =>
      listOf(field.to_room, field.to, { search: asked, order: 'title', limit: 30 }, signal),
    enabled: field.type === 'link',
    placeholderData: (before) => before,
  });
  const accounts = useQuery({
    queryKey: ['accounts', 'names'],
    queryFn: ({ signal }) => get('/api/accounts/names', { signal }),
    enabled: field.type === 'account',
  });
  return useMemo(
    () =>
      field.type === 'link'
        ? (records.data?.records ?? []).map(({ id, number, title }) => ({
            value: id,
            label: `${number} ${title}`,
          }))
        : (accounts.data?.names ?? []).map(({ id, name }) => ({ value: id, label: name })),
    [field.type, records.data, accounts.data],
  );
}

export function Choosing(props: ChoosingProps) {
  const { field, value, change, links } = props;
  const { t } = useText();
  const [search, setSearch] = useState('');
  const [names, setNames] = useState<Record<string, string>>({});
  const found = useFound(field, search);
  const chosen = Array.isArray(value) ? value : value ? [value] : [];
  // What is chosen stays among the options whatever is searched for.
  const options = [
    ...found,
    ...chosen
      .filter((id) => !found.some((option) => option.value === id))
      .map((id) => ({
        value: id,
        label: names[id] ?? [links[id]?.number, links[id]?.title].filter(Boolean).join(' ') ?? id,
      })),
  ];
  const remember = (ids: string[]) =>
    setNames((before) => ({
      ...before,
      ...Object.fromEntries(
        options.filter(({ value: id }) => ids.includes(id)).map((one) => [one.value, one.label]),
      ),
    }));
  const shared = {
    label: props.label,
    description: props.description,
    required: props.required,
    error: props.error,
    data: options,
    searchable: true,
    searchValue: search,
    onSearchChange: setSearch,
    // The server has searched already, in more than the label.
    filter: ({ options: all }: { options: unknown[] }) => all as never,
    nothingFoundMessage: t('records.form.nothing_found'),
  };
  if (field.many) {
    return (
      <MultiSelect
        {...shared}
        value={chosen}
        onChange={(ids) => {
          remember(ids);
          change(ids);
        }}
      />
    );
  }
  return (
    <Select
      {...shared}
      value={chosen[0] ?? null}
      clearable
      clearButtonProps={{ 'aria-label': t('web.state.clear') }}
      onChange={(id) => {
        remember(id ? [id] : []);
        change(id ?? '');
      }}
    />
  );
}
