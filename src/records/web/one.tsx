// One record: what it says, what leads to it, what it has been; editing it and moving it on.

import { Button, Menu, Modal } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { get, post, put } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { PageFailure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { ReasonForm } from '@web/components/reason.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { recordParts } from '@web/record_parts.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { lazy, Suspense, useState } from 'react';

import { Form } from './form.tsx';
import { usePlace } from './place.ts';
import { type Kind, of, recordQuery, type Saved, type Values, type Version } from './query.ts';
import styles from './records.module.css';
import { PartsShown } from './shown.tsx';
import { StateOf } from './state_of.tsx';
import { Talk } from './talk.tsx';
import { Tasks } from './tasks.tsx';
import { whatWords } from './what_words.ts';
import { WithKind } from './with_kind.tsx';

const Attachments = lazy(() => import('./attachments.tsx'));

// `edit`: the form is open at that field, "matrix.2.source", or at its beginning for "yes".
const now = { as_of: '', edit: '' };

interface OneProps {
  room: string;
  kind: Kind;
  record: Saved;
}

// What is done with a record beyond editing it; each asks why.
interface Step {
  label: string;
  act: (reason: string) => Promise<unknown>;
  needsReason: boolean;
}

function Steps({ room, kind, record }: OneProps) {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const [step, setStep] = useState<Step>();
  const navigate = useNavigate();
  const path = { kind: kind.kind, number: record.number };
  const copy = async () => {
    try {
      const made = await post(of(room, '/api/processing/{kind}/{number}/copies'), { path });
      await client.invalidateQueries({ queryKey: ['records', room] });
      done(t('records.form.made', { record: `${made.number} ${made.title}` }));
      void navigate({ to: `/${room}/${kind.kind}/${made.number}` as '/' });
    } catch (error) {
      failed(error);
    }
  };
  const moves: Step[] = kind.moves
    .filter((move) => !record.archived && move.from.includes(record.state))
    .filter((move) => record.may?.moves.includes(move.name))
    .map((move) => ({
      label: move.label,
      needsReason: false,
      act: (reason) =>
        post(of(room, '/api/processing/{kind}/{number}/moves'), {
          path,
          version: record.etag,
          body: { move: move.name, reason },
        }),
    }));
  const closed = kind.states.some(({ name, closed: is }) => is && name === record.state);
  const reviewed: Step = {
    label: t('records.one.review'),
    needsReason: true,
    act: (note) =>
      post(of(room, '/api/processing/{kind}/{number}/reviews'), {
        path,
        version: record.etag,
        body: { note },
      }),
  };
  const reviews = kind.review_months > 0 && !record.archived && !closed ? [reviewed] : [];
  const archive: Step = {
    label: t(record.archived ? 'records.one.bring_back' : 'records.one.archive'),
    needsReason: true,
    act: (reason) =>
      post(of(room, '/api/processing/{kind}/{number}/archive'), {
        path,
        version: record.etag,
        body: { archived: !record.archived, reason },
      }),
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" aria-label={t('records.one.more')}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void copy()}>{t('records.one.duplicate')}</Menu.Item>
          {[...moves, ...reviews, archive].map((one) => (
            <Menu.Item key={one.label} onClick={() => setStep(one)}>
              {one.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={step !== undefined}
        onClose={() => setStep(undefined)}
        title={step ? `${step.label}: ${record.number}` : ''}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        {step && (
          <ReasonForm
            label={t('records.one.reason')}
            description={t('records.one.reason_what')}
            verb={step.label}
            optional={!step.needsReason}
            act={async (reason) => {
              await step.act(reason);
              await client.invalidateQueries({ queryKey: ['records'] });
              done(t('records.one.stepped', { step: step.label }));
            }}
            close={() => setStep(undefined)}
          />
        )}
      </Modal>
    </>
  );
}

function LeadHere({ room, kind, record }: OneProps) {
  const { t } = useText();
  const links = useQuery({
    queryKey: ['records', room, kind.kind, record.number, 'links', record.version],
    queryFn: ({ signal }) =>
      get(of(room, '/api/processing/{kind}/{number}/links'), {
        path: { kind: kind.kind, number: record.number },
        signal,
      }),
  });
  return (
    <section aria-labelledby="links">
      <h2 id="links" className={styles.title}>
        {t('records.one.links')}
      </h2>
      <Loaded from={links}>
        {(data) =>
          data.links.length === 0 ? (
            <p className={styles.hint}>{t('records.one.no_links')}</p>
          ) : (
            <ul className={styles.values}>
              {data.links.map((link) => (
                <li key={link.number + link.field}>
                  <PageLink to={`/${link.room}/${link.kind}/${link.number}`}>
                    {`${link.number} ${link.title}`}
                  </PageLink>{' '}
                  <span className={styles.quiet}>{`${link.kind_label}, ${link.label}`}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function History({ room, kind, record }: OneProps) {
  const { t } = useText();
  const labels = Object.fromEntries(kind.fields.map(({ name, label }) => [name, label]));
  const history = useQuery({
    queryKey: ['records', room, kind.kind, record.number, 'history', record.version],
    queryFn: ({ signal }) =>
      get(of(room, '/api/processing/{kind}/{number}/history'), {
        path: { kind: kind.kind, number: record.number },
        signal,
      }),
  });
  const columns: Column<Version>[] = [
    {
      name: 'at',
      head: t('records.history.at'),
      cell: ({ at }) => <Moment at={at} />,
      tight: true,
    },
    { name: 'by', head: t('records.history.by'), cell: ({ by }) => by, tight: true },
    { name: 'what', head: t('records.history.what'), cell: ({ what }) => t(whatWords[what]) },
    {
      name: 'fields',
      head: t('records.history.fields'),
      cell: ({ fields }) => fields.map((name) => labels[name] ?? name).join(', '),
    },
    { name: 'reason', head: t('records.history.reason'), cell: ({ reason }) => reason },
    {
      name: 'then',
      head: t('records.history.then'),
      cell: ({ at, version }) => (
        <PageLink to={`/${room}/${kind.kind}/${record.number}?as_of=${encodeURIComponent(at)}`}>
          {t('records.history.version', { version })}
        </PageLink>
      ),
      tight: true,
    },
  ];
  return (
    <section aria-labelledby="history">
      <h2 id="history" className={styles.title}>
        {t('records.history.title')}
      </h2>
      <Loaded from={history}>
        {({ versions }) => (
          <Table
            caption={t('records.history.title')}
            columns={columns}
            rows={versions}
            keyOf={({ version }) => String(version)}
          />
        )}
      </Loaded>
    </section>
  );
}

/// What follows from the record as it is now, by the rooms that know.
function Parts({ room, kind, record }: OneProps) {
  const session = useSession();
  return recordParts
    .filter((part) => part.room === room && ['', kind.kind].includes(part.kind))
    .filter((part) => may(session, part.permission))
    .map(({ name, Part }) => (
      <Suspense key={name} fallback={<TableShape rows={3} />}>
        <Part
          room={room}
          kind={kind.kind}
          number={record.number}
          version={record.version}
          mayEdit={record.may?.edit === true}
        />
      </Suspense>
    ));
}

function Editing({
  room,
  kind,
  record,
  field,
  close,
}: OneProps & { field: string; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  return (
    <Form
      kind={kind}
      values={record.fields as Values}
      links={record.links}
      field={field}
      submit={t('records.form.save')}
      asksWhy
      save={(fields, reason) =>
        put(of(room, '/api/processing/{kind}/{number}'), {
          path: { kind: kind.kind, number: record.number },
          version: record.etag,
          body: { fields, reason },
        })
      }
      saved={() => {
        void client.invalidateQueries({ queryKey: ['records'] });
        done(t('records.form.saved', { record: record.number }));
        close();
      }}
      back={close}
    />
  );
}

function One({ room, kind, record }: OneProps) {
  const { t, day } = useText();
  const session = useSession();
  const [{ as_of, edit }, change] = useAddress(now);
  const closed = record.archived || kind.states.some((s) => s.closed && s.name === record.state);
  const mayEdit = record.may?.edit === true;
  const onlyRead = !mayEdit && may(session, `${kind.room}.edit`);
  const name = `${record.number} ${record.title}`;
  const at = { room, kind: kind.kind, number: record.number };
  if (edit && mayEdit && !closed && !as_of) {
    return (
      <>
        <PageHead title={name} purpose={kind.about} law={kind.law} />
        <Editing
          room={room}
          kind={kind}
          record={record}
          field={edit}
          close={() => change({ edit: '' })}
        />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={name}
        purpose={kind.about}
        law={kind.law}
        actions={
          !as_of &&
          mayEdit && (
            <>
              <Steps room={room} kind={kind} record={record} />
              <Button disabled={closed} onClick={() => change({ edit: 'yes' })}>
                {t('records.one.edit')}
              </Button>
            </>
          )
        }
      />
      <div className={styles.filters}>
        <StateOf kind={kind} record={record} />
        {record.owner && (
          <span className={styles.quiet}>
            {t('records.one.owner', { owner: record.owner.name })}
          </span>
        )}
        {record.review_on && !as_of && (
          <span className={styles.quiet}>
            {t('records.one.review_on', { day: day(new Date(record.review_on)) })}
          </span>
        )}
        {onlyRead && !as_of && <span className={styles.quiet}>{t('records.one.only_read')}</span>}
        <DayField
          label={t('records.one.as_of')}
          value={as_of.slice(0, 10)}
          change={(day) => change({ as_of: day })}
        />
      </div>
      {as_of && (
        <p role="status" className={styles.then}>
          {t('records.one.then', { version: record.version })}{' '}
          <Button size="compact-sm" variant="default" onClick={() => change({ as_of: '' })}>
            {t('records.one.today')}
          </Button>
        </p>
      )}
      <PartsShown kind={kind} record={record} />
      {!as_of && <Parts room={room} kind={kind} record={record} />}
      <Suspense fallback={<TableShape rows={2} />}>
        <Attachments
          at={at}
          labels={kind.documents}
          open={!as_of && mayEdit && !closed}
          asOf={as_of}
        />
      </Suspense>
      {!as_of && <Tasks at={at} mayEdit={mayEdit} />}
      {!as_of && <Talk at={at} mayEdit={mayEdit} />}
      <LeadHere room={room} kind={kind} record={record} />
      <History room={room} kind={kind} record={record} />
    </>
  );
}

export default function OneRecord() {
  const { room, kind: name, number } = usePlace();
  const [{ as_of }] = useAddress(now);
  const record = useQuery(recordQuery(room, name, number, as_of));
  return (
    <WithKind>
      {(kind) =>
        record.isError ? (
          <PageFailure error={record.error} again={() => void record.refetch()} />
        ) : (
          <Loaded from={record}>
            {(shown) => <One key={shown.id} room={room} kind={kind} record={shown} />}
          </Loaded>
        )
      }
    </WithKind>
  );
}
