// The systems that hold personal data: whose data each holds and how Ombud gets in.

import { Button, TextInput } from '@mantine/core';
import { IconDatabase, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { systemParts } from '@web/system_parts.ts';
import { useText } from '@web/text/texts.tsx';

import { kindWords } from './kinds.ts';
import { type System, systemsQuery } from './query.ts';
import styles from './systems.module.css';

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
  const session = useSession();
  const [{ find }, change] = useAddress(nothing);
  const shown = matching(systems, find);
  const columns: Column<System>[] = [
    {
      name: 'name',
      head: t('connectors.page.name'),
      cell: (system) => (
        <PageLink to={`/connectors/one/${system.name}`} className={styles.name}>
          {system.name}
        </PageLink>
      ),
    },
    { name: 'kind', head: t('connectors.page.kind'), cell: (system) => t(kindWords[system.kind]) },
    ...systemParts
      .filter((part) => may(session, part.permission))
      .map(({ name, head, Cell }) => ({
        name,
        head: t(head),
        cell: (system: System) => <Cell system={system.name} kind={system.kind} />,
      })),
    {
      name: 'controller',
      head: t('connectors.page.controller'),
      cell: (system) => <Controller system={system} />,
    },
    {
      name: 'address',
      head: t('connectors.page.address'),
      cell: (system) => (
        <span className={styles.address}>
          {system.uploaded ? t('connectors.page.uploaded') : system.address}
        </span>
      ),
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

function AddButton() {
  const { t } = useText();
  return (
    <Button component={Link} to={'/connectors/new' as '/'}>
      {t('connectors.add.verb')}
    </Button>
  );
}

export default function SystemsPage() {
  const { t } = useText();
  const mayAdd = may(useSession(), 'connectors.add');
  const query = useQuery(systemsQuery);
  return (
    <>
      <PageHead
        title={t('connectors.page.title')}
        purpose={t('connectors.page.purpose')}
        law="GDPR art. 30, 32"
        actions={mayAdd && (query.data?.systems.length ?? 0) > 0 && <AddButton />}
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
              step={mayAdd ? <AddButton /> : t('connectors.page.ask_coordinator')}
            />
          )
        }
      </Loaded>
    </>
  );
}
