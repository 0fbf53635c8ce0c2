// Where something matched: persons of whom it is certain, with a way to each; and rows of which a
// person must say whose they are. Nothing found says in how much nothing was found.

import { IconUserQuestion } from '@tabler/icons-react';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';

import { AlarmNotice } from './alarm_notice.tsx';
import type { Found, FoundPerson, Match } from './asking.ts';
import { Choice } from './choice.tsx';
import { NotReachedList } from './not_reached.tsx';
import styles from './results.module.css';
import { wordOfKind } from './words.ts';

function useMatchColumns(): Column<Match>[] {
  const { t, list } = useText();
  return [
    {
      name: 'system',
      head: t('subjects.results.where'),
      cell: ({ system, table }) => (
        <>
          <strong>{system}</strong> · {table}
        </>
      ),
    },
    {
      name: 'matched',
      head: t('subjects.results.matched'),
      cell: ({ matched }) => list(matched.map((kind) => wordOfKind(t, kind))) || '–',
    },
    {
      name: 'sure',
      head: t('subjects.results.sure'),
      cell: ({ ambiguous }) => (
        <Status tone={ambiguous ? 'wait' : 'good'}>
          {ambiguous ? t('subjects.results.maybe') : t('subjects.results.certain')}
        </Status>
      ),
      tight: true,
    },
  ];
}

function Certain({ person }: { person: FoundPerson }) {
  const { t } = useText();
  const columns = useMatchColumns();
  return (
    <article className={styles.person} aria-label={person.person}>
      <div className={styles.head}>
        <h3 className={styles.handle}>{person.person}</h3>
        <PageLink to={`/subjects/${person.person}`}>{t('subjects.results.open')}</PageLink>
      </div>
      <Table
        caption={t('subjects.results.rows_of', { person: person.person })}
        columns={columns}
        rows={person.matches}
        keyOf={({ row }) => row}
      />
    </article>
  );
}

function Extent({ found }: { found: Found }) {
  const { t, list } = useText();
  const all = found.searched.length + found.not_searched.length;
  return (
    <p className={styles.extent}>
      {found.searched.length > 0
        ? t('subjects.results.extent', {
            searched: found.searched.length,
            all,
            systems: list(found.searched),
          })
        : t('subjects.results.no_system')}
      {found.by_index_only.length > 0 &&
        ` ${t('subjects.results.by_index', { tables: list(found.by_index_only) })}`}
    </p>
  );
}

export function Results({ found, reason }: { found: Found; reason: string }) {
  const { t } = useText();
  const certain = found.persons.filter((person) => !person.needs_choice);
  const doubtful = found.persons.filter((person) => person.needs_choice);
  return (
    <section aria-label={t('subjects.results.title')} className={styles.results}>
      <h2 className={styles.title} role="status">
        {doubtful.length > 0
          ? t('subjects.results.possible', { count: found.found })
          : t('subjects.results.found', { count: found.found })}
      </h2>
      {found.alarms.map((raised) => (
        <AlarmNotice key={raised.alarm} raised={raised} />
      ))}
      {found.found === 0 ? (
        <Empty
          icon={IconUserQuestion}
          title={t('subjects.results.nobody')}
          what={t('subjects.results.nobody_what')}
        />
      ) : null}
      <Extent found={found} />
      {found.found > found.persons.length && (
        <p className={styles.extent}>
          {t('subjects.results.more', { shown: found.persons.length, found: found.found })}
        </p>
      )}
      {certain.map((person) => (
        <Certain key={person.person} person={person} />
      ))}
      {doubtful.length > 0 && <Choice persons={doubtful} reason={reason} />}
      <NotReachedList systems={found.not_searched} />
    </section>
  );
}
