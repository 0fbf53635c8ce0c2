// The systems that hold personal data: whose data each holds and how Ombud gets in.

import { TextInput } from '@mantine/core';
import { IconDatabase, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { Command } from '@web/components/command.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import { type System, systemsQuery } from './query.ts';
import styles from './systems.module.css';

const kinds: Record<System['kind'], PlainKey> = {
  sqlite: 'connectors.kind.sqlite',
  postgresql: 'connectors.kind.postgresql',
  mariadb: 'connectors.kind.mariadb',
  csv: 'connectors.kind.csv',
  manual: 'connectors.kind.manual',
};

const nothing = { find: '' };
const worth_a_filter = 8;

export function matching(systems: System[], wanted: string): System[] {
  const words = wanted.trim().toLocaleLowerCase();
  return systems.filter((system) =>
    [system.name, system.controller ?? ''].some((text) => text.toLocaleLowerCase().includes(words)),
  );
}

function Controller({ system }: { system: System }) {
  const { t } = useText();
  if (!system.controller) return t('connectors.page.own');
  return (
    <>
      {system.controller}
      {system.public_body && <span className={styles.note}>{t('connectors.page.public')}</span>}
    </>
  );
}

function Systems({ systems }: { systems: System[] }) {
  const { t } = useText();
  const [{ find }, change] = useAddress(nothing);
  const shown = matching(systems, find);
  const columns: Column<System>[] = [
    {
      name: 'name',
      head: t('connectors.page.name'),
      cell: (system) => <strong className={styles.name}>{system.name}</strong>,
    },
    { name: 'kind', head: t('connectors.page.kind'), cell: (system) => t(kinds[system.kind]) },
    {
      name: 'controller',
      head: t('connectors.page.controller'),
      cell: (system) => <Controller system={system} />,
    },
    {
      name: 'address',
      head: t('connectors.page.address'),
      cell: (system) => <span className={styles.address}>{system.address}</span>,
    },
  ];
  return (
    <>
      {systems.length > worth_a_filter && (
        <TextInput
          className={styles.find ?? ''}
          aria-label={t('connectors.page.find')}
          placeholder={t('connectors.page.find')}
          leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
          value={find}
          onChange={(event) => change({ find: event.currentTarget.value })}
        />
      )}
      <Table
        caption={t('connectors.page.title')}
        columns={columns}
        rows={shown}
        keyOf={(system) => system.name}
      />
      <p className={styles.count} role="status">
        {find
          ? t('connectors.page.count', { shown: shown.length, all: systems.length })
          : t('connectors.page.all', { all: systems.length })}
      </p>
    </>
  );
}

export default function SystemsPage() {
  const { t } = useText();
  const query = useQuery(systemsQuery);
  return (
    <>
      <PageHead
        title={t('connectors.page.title')}
        purpose={t('connectors.page.purpose')}
        law="GDPR art. 30, 32"
      />
      <Loaded from={query}>
        {({ systems }) =>
          systems.length > 0 ? (
            <Systems systems={systems} />
          ) : (
            <Empty
              icon={IconDatabase}
              title={t('connectors.page.none')}
              what={t('connectors.page.none_what')}
              step={<Command line="ombud system add NAME --url csv:FOLDER" />}
            />
          )
        }
      </Loaded>
    </>
  );
}
