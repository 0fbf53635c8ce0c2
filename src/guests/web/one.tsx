// One request: whom what was asked, and field by field what stands in the record beside what was
// answered. Nothing of the answer is in the record before it is taken here.

import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type ReactNode, useState } from 'react';

import styles from './guests.module.css';
import { type Request, requestQuery } from './query.ts';
import { StateOf } from './words.tsx';

type Field = Request['fields'][number];

function useAgain() {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['guests'] });
    await client.invalidateQueries({ queryKey: ['records'] });
  };
}

function Facts({ request }: { request: Request }) {
  const { t, day } = useText();
  const { record } = request;
  const fact = (label: string, value: ReactNode) => (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <dl className={styles.facts}>
      {fact(t('guests.list.state'), <StateOf request={request} />)}
      {fact(
        t('guests.list.record'),
        <PageLink to={`/${record.room}/${record.kind}/${record.number}`}>
          {`${record.number} ${record.title}`}
        </PageLink>,
      )}
      {request.name && fact(t('guests.one.whom'), `${request.name}, ${request.address}`)}
      {fact(
        t('guests.list.asked'),
        <>
          <Moment at={request.asked_at} /> ({request.asked_by})
        </>,
      )}
      {fact(t('guests.list.until'), day(new Date(request.until)))}
      {fact(
        t('guests.one.opened'),
        request.opened_at ? <Moment at={request.opened_at} /> : t('guests.one.not_opened'),
      )}
      {request.state === 'waiting' &&
        request.reminded > 0 &&
        fact(t('guests.one.reminded'), t('guests.one.times', { n: request.reminded }))}
      {request.note && fact(t('guests.ask.note'), request.note)}
      {request.ended_at &&
        fact(
          t('guests.one.ended'),
          <>
            <Moment at={request.ended_at} /> ({request.ended_by})
          </>,
        )}
    </dl>
  );
}

interface ComparedProps {
  request: Request;
  /// Which answers are chosen; nothing can be chosen where there is no way to.
  chosen: string[];
  choose?: (fields: string[]) => void;
}

function Compared({ request, chosen, choose }: ComparedProps) {
  const { t } = useText();
  const text = (value: string | null) => (
    <span className={styles.value}>{value ?? t('guests.one.empty')}</span>
  );
  const columns: Column<Field>[] = [
    {
      name: 'field',
      head: t('guests.one.field'),
      cell: ({ name, label, differs }) =>
        choose && differs ? (
          <Checkbox
            label={label}
            checked={chosen.includes(name)}
            onChange={(event) =>
              choose(
                event.currentTarget.checked
                  ? [...chosen, name]
                  : chosen.filter((other) => other !== name),
              )
            }
          />
        ) : (
          label
        ),
    },
    { name: 'stands', head: t('guests.one.stands'), cell: ({ stands }) => text(stands) },
    {
      name: 'said',
      head: t('guests.one.said'),
      cell: ({ said, differs, changed_since, was }) => (
        <>
          {text(said)}
          {!differs && <Status tone="quiet">{t('guests.one.same')}</Status>}
          {differs && changed_since && (
            <Status tone="bad">
              {t('guests.one.changed_since', { was: was ?? t('guests.one.empty') })}
            </Status>
          )}
        </>
      ),
    },
  ];
  return (
    <Table
      caption={t('guests.one.answer')}
      columns={columns}
      rows={request.fields}
      keyOf={({ name }) => name}
    />
  );
}

function Answer({ request }: { request: Request }) {
  const { t } = useText();
  const { reply } = request;
  if (!reply) return null;
  return (
    <div className={styles.said}>
      <p>
        {t(reply.confirmed ? 'guests.one.confirmed' : 'guests.one.answered', { name: reply.name })}
      </p>
      {reply.remark && <p>{reply.remark}</p>}
    </div>
  );
}

/// What is done with an answer: taken, sent back, refused.
function Deciding({ request }: { request: Request }) {
  const { t } = useText();
  const again = useAgain();
  const { done } = useNotices();
  const differing = request.fields.filter(({ differs }) => differs);
  const [chosen, setChosen] = useState(
    differing.filter(({ changed_since }) => !changed_since).map(({ name }) => name),
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const path = { request: request.number };
  const take = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await post('/api/guests/requests/{request}/taking', {
        path,
        body: { fields: chosen, version: request.version },
      });
      done(t('guests.one.is_taken', { record: request.record.number }));
      await again();
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <>
      <Compared request={request} chosen={chosen} choose={setChosen} />
      {error !== undefined && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button
          loading={busy}
          disabled={differing.length > 0 && chosen.length === 0}
          onClick={() => void take()}
        >
          {differing.length > 0
            ? t('guests.one.take', { n: chosen.length })
            : t('guests.one.take_confirmed')}
        </Button>
        <Reasoned
          title={t('guests.one.back')}
          what={t('guests.one.back_what')}
          label={t('guests.one.question')}
          verb={t('guests.one.back')}
          act={async (note) => {
            await post('/api/guests/requests/{request}/return', { path, body: { note } });
            done(t('guests.one.is_back'));
            await again();
          }}
        />
        <Reasoned
          title={t('guests.one.refuse')}
          what={t('guests.one.refuse_what')}
          label={t('guests.one.why')}
          verb={t('guests.one.refuse')}
          act={async (note) => {
            await post('/api/guests/requests/{request}/refusal', { path, body: { note } });
            done(t('guests.one.is_refused'));
            await again();
          }}
        />
      </div>
    </>
  );
}

/// What is done with a request that nobody has answered: a new link, or none any more.
function Waiting({ request }: { request: Request }) {
  const { t } = useText();
  const again = useAgain();
  const { done, failed } = useNotices();
  const path = { request: request.number };
  const act = async (what: () => Promise<unknown>, said: string) => {
    try {
      await what();
      done(said);
      await again();
    } catch (error) {
      failed(error);
    }
  };
  return (
    <div className={styles.buttons}>
      <Button
        variant="default"
        onClick={() =>
          void act(
            () => post('/api/guests/requests/{request}/renewal', { path, body: { days: 30 } }),
            t('guests.one.is_renewed'),
          )
        }
      >
        {t('guests.one.renew')}
      </Button>
      <Button
        variant="default"
        onClick={() =>
          void act(
            () => post('/api/guests/requests/{request}/withdrawal', { path }),
            t('guests.one.is_withdrawn'),
          )
        }
      >
        {t('guests.one.withdraw')}
      </Button>
    </div>
  );
}

export default function RequestPage() {
  const { t, language } = useText();
  const session = useSession();
  const number = decodeURIComponent(useLocation().pathname.split('/')[3] ?? '');
  const query = useQuery(requestQuery(number, language));
  return (
    <>
      <PageHead
        title={t('guests.one.heading', { number })}
        purpose={t('guests.one.purpose')}
        law="GDPR art. 5.1 d, 28.3 h, 30"
      />
      <Loaded from={query}>
        {(request) => {
          const acts = may(session, 'guests.ask') && may(session, `${request.record.room}.edit`);
          const waits = request.state === 'waiting' || request.state === 'expired';
          return (
            <>
              <Facts request={request} />
              {request.name === null && <p className={styles.hint}>{t('guests.one.gone')}</p>}
              <Answer request={request} />
              {acts && request.state === 'answered' ? (
                <Deciding key={request.version} request={request} />
              ) : (
                request.fields.length > 0 && <Compared request={request} chosen={[]} />
              )}
              {acts && waits && request.name !== null && <Waiting request={request} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
