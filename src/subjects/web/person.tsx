// One person: in which systems something of him stands, masked; one field in full by a click that
// is a look of its own; what forbids to touch him; and the way to an extract or an erasure.

import { Button } from '@mantine/core';
import { LookedAt } from '@room/evidence/web/evidence.ts';
import { IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { type Shown, view } from './asking.ts';
import { NotReachedList } from './not_reached.tsx';
import styles from './person.module.css';
import { PersonTable } from './person_table.tsx';
import { useReason } from './reason.ts';
import { ReasonForm } from './reason_form.tsx';

function Holds({ holds }: { holds: Shown['holds'] }) {
  const { t, day } = useText();
  if (holds.length === 0) return null;
  return (
    <section className={styles.holds} aria-label={t('subjects.person.holds')}>
      <Status tone="wait">{t('subjects.person.holds')}</Status>
      <ul>
        {holds.map((hold) => (
          <li key={hold.hold}>
            <strong>{hold.hold}</strong> {hold.reason}{' '}
            <span className={styles.quiet}>
              {t('subjects.person.review_on', { day: day(new Date(hold.review_on)) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/// What can be done for the person next; where it is done, the reason is asked again only if lost.
function NextSteps({ person }: { person: string }) {
  const { t } = useText();
  const session = useSession();
  if (!may(session, 'actions.plan')) return null;
  return (
    <nav className={styles.next} aria-label={t('subjects.person.next')}>
      <PageLink to={`/actions/new/${person}`}>{t('subjects.person.extract')}</PageLink>
      <PageLink to={`/actions/new/${person}?kind=erase`}>{t('subjects.person.erase')}</PageLink>
    </nav>
  );
}

function Pointing({ pointing }: { pointing: Shown['pointing'] }) {
  const { t } = useText();
  if (pointing.length === 0) return null;
  return (
    <section className={styles.pointing}>
      <h2 className={styles.heading}>{t('subjects.person.pointing')}</h2>
      <ul>
        {pointing.map(({ system, table, rows }) => (
          <li key={`${system}.${table}`}>
            <strong>{system}</strong> · {table}: {t('subjects.person.rows', { rows })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Known({ shown, reason }: { shown: Shown; reason: string }) {
  const { t } = useText();
  const systems = [...new Set(shown.tables.map(({ system }) => system))];
  return (
    <>
      <Holds holds={shown.holds} />
      <NextSteps person={shown.person} />
      {systems.length === 0 && (
        <Empty
          icon={IconUserQuestion}
          title={t('subjects.person.gone')}
          what={t('subjects.person.gone_what')}
        />
      )}
      {systems.map((system) => (
        <section key={system} className={styles.system} aria-labelledby={`system-${system}`}>
          <h2 id={`system-${system}`} className={styles.heading}>
            {system}
          </h2>
          {shown.tables
            .filter((table) => table.system === system)
            .map((table) => (
              <PersonTable key={table.table} person={shown.person} table={table} reason={reason} />
            ))}
        </section>
      ))}
      <Pointing pointing={shown.pointing} />
      <NotReachedList systems={shown.not_reached} />
    </>
  );
}

/// Asked for by a click: the look at who looked is an entry too.
function WhoLooked({ person, reason }: { person: string; reason: string }) {
  const { t } = useText();
  const session = useSession();
  const [open, setOpen] = useState(false);
  if (!may(session, 'evidence.read')) return null;
  return (
    <section className={styles.looked} aria-label={t('subjects.person.looked')}>
      <h2 className={styles.heading}>{t('subjects.person.looked')}</h2>
      {open ? (
        <LookedAt person={person} reference={reason} />
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('subjects.person.look')}
        </Button>
      )}
    </section>
  );
}

export default function PersonPage() {
  const { t } = useText();
  const { person } = useParams({ strict: false }) as { person: string };
  const reason = useReason();
  const query = useQuery({
    queryKey: ['subjects', 'person', person, reason],
    queryFn: ({ signal }) => view(person, reason, signal),
    enabled: reason !== '',
    // Each asking is a look that is written down: once, not whenever the window is looked at again.
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <>
      <PageHead
        title={t('subjects.person.of', { person })}
        purpose={t('subjects.person.purpose')}
        law="GDPR art. 5.1, 15, 17"
        actions={<PageLink to="/subjects">{t('subjects.person.search_again')}</PageLink>}
      />
      <ReasonForm />
      {reason && <Loaded from={query}>{(shown) => <Known shown={shown} reason={reason} />}</Loaded>}
      {reason && query.isSuccess && <WhoLooked person={person} reason={reason} />}
    </>
  );
}
