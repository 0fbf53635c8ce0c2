// Choosing units: found by name while somebody types, or named by number, as one must be that is
// not to be seen. What is left in the field without being chosen is taken as it was written, for
// the server to refuse: a name that was typed and not chosen must not become no limit at all.

import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useQuery } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { asProblem } from '@web/api/problem.ts';
import { sentenceOf } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import type { UnitsFieldProps } from '@web/units_part.ts';
import { useState } from 'react';

const unitsQuery = (search: string) =>
  queryOptions({
    queryKey: ['records', 'processing', 'unit', 'field', search],
    queryFn: ({ signal }) =>
      post('/api/processing/{kind}/lists', {
        path: { kind: 'unit' },
        body: { search, order: 'title', descending: false, archived: false, limit: 200 },
        signal,
      }),
    placeholderData: (before) => before,
  });

/// The number that is written, in capitals; nothing where it is not a whole one.
const numberIn = (text: string) => (/^[a-z]+-\d+$/i.test(text) ? text.toUpperCase() : '');

type Names = Record<string, string>;

const namesOf = (units: { number: string; title: string }[]): Names =>
  Object.fromEntries(units.map(({ number, title }) => [number, `${number} ${title}`]));

export default function UnitsField({ label, description, value, change }: UnitsFieldProps) {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const typed = search.trim();
  const [asked] = useDebouncedValue(typed, 200);
  const found = useQuery(unitsQuery(asked));
  // What is chosen already is named by the first page: asking for each by its number would stand in
  // the log as a denial where somebody opens the roles of another whose units he may not see.
  const first = useQuery(unitsQuery(''));
  const [known, setKnown] = useState<Names>({});
  const fit = namesOf(found.data?.records ?? []);
  const names = { ...known, ...namesOf(first.data?.records ?? []), ...fit };
  const written = numberIn(typed);
  const offered = written ? [written] : Object.keys(fit);
  const choose = (numbers: string[]) => {
    setKnown(names);
    change(numbers);
  };
  const take = (number: string) => {
    if (number && !value.includes(number)) choose([...value, number]);
    setSearch('');
  };
  return (
    <MultiSelect
      label={label}
      description={description}
      error={found.error && sentenceOf(asProblem(found.error), t)}
      data={[...new Set([...offered, ...value])].map((number) => ({
        value: number,
        label: names[number] ?? number,
      }))}
      value={value}
      onChange={choose}
      searchable
      hidePickedOptions
      searchValue={search}
      onSearchChange={setSearch}
      // The server has searched already, in more than the label.
      filter={({ options }) => options}
      nothingFoundMessage={t('processing.units.none_found')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        // It chooses here, and does not send the form around the field.
        event.preventDefault();
        if (written) take(written);
      }}
      onBlur={() => take(written || typed)}
    />
  );
}
