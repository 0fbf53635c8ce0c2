// Which system of the record is which connected one: likely pairs to say yes or no to, and what was
// said.

import { Button, Group, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './drift.module.css';
import { driftKey, type Links, linksQuery } from './query.ts';

interface Pair {
  system: string;
  record: { number: string; title: string };
}

const keyOf = ({ system, record }: Pair) => `${system} ${record.number}`;

function useSaying() {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const said = (sentence: string) => () => {
    void client.invalidateQueries({ queryKey: driftKey });
    done(sentence);
  };
  const say = useMutation({
    mutationFn: (body: { record: string; system: string; same: boolean }) =>
      post('/api/drift/links', { body }),
    onSuccess: said(t('drift.links.said')),
    onError: failed,
  });
  const takeBack = useMutation({
    mutationFn: (body: { record: string; system: string }) =>
      post('/api/drift/links/removal', { body }),
    onSuccess: said(t('drift.links.taken_back')),
    onError: failed,
  });
  return { say, takeBack };
}

function usePairColumns<P extends Pair>(): Column<P>[] {
  const { t } = useText();
  return [
    { name: 'system', head: t('drift.links.connected'), cell: ({ system }) => system },
    {
      name: 'record',
      head: t('drift.links.record'),
      cell: ({ record }) => (
        <PageLink to={`/processing/system/${record.number}`}>
          {`${record.number} ${record.title}`}
        </PageLink>
      ),
    },
  ];
}

function Likely({ likely }: { likely: Links['likely'] }) {
  const { t } = useText();
  const session = useSession();
  const { say } = useSaying();
  const columns = usePairColumns<Links['likely'][number]>();
  columns.push({ name: 'why', head: t('drift.links.why'), cell: ({ why }) => why });
  if (may(session, 'drift.link'))
    columns.push({
      name: 'say',
      head: t('drift.links.same'),
      cell: ({ system, record }) => (
        <Group gap="xs">
          {[true, false].map((same) => (
            <Button
              key={String(same)}
              size="compact-sm"
              variant={same ? 'filled' : 'default'}
              aria-label={`${t(same ? 'drift.links.yes' : 'drift.links.no')}: ${system}, ${record.title}`}
              onClick={() => say.mutate({ record: record.number, system, same })}
            >
              {t(same ? 'drift.links.yes' : 'drift.links.no')}
            </Button>
          ))}
        </Group>
      ),
      tight: true,
    });
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('drift.links.likely')}</h2>
      <Table caption={t('drift.links.likely')} columns={columns} rows={likely} keyOf={keyOf} />
    </section>
  );
}

function Said({ links }: { links: Links['links'] }) {
  const { t } = useText();
  const session = useSession();
  const { takeBack } = useSaying();
  const columns = usePairColumns<Links['links'][number]>();
  columns.push({
    name: 'how',
    head: t('drift.links.how'),
    cell: ({ in_record, system, record }) =>
      in_record ? (
        t('drift.links.in_record')
      ) : may(session, 'drift.link') ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${t('drift.links.take_back')}: ${system}, ${record.title}`}
          onClick={() => takeBack.mutate({ record: record.number, system })}
        >
          {t('drift.links.take_back')}
        </Button>
      ) : (
        t('drift.links.by_person')
      ),
    tight: true,
  });
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('drift.links.links')}</h2>
      <Table caption={t('drift.links.links')} columns={columns} rows={links} keyOf={keyOf} />
    </section>
  );
}

function SayOne({ unknown, unlinked, unlinked_all, links }: Links) {
  const { t } = useText();
  const { say } = useSaying();
  const [system, setSystem] = useState('');
  const [record, setRecord] = useState('');
  const systems = [...unknown, ...new Set(links.map((link) => link.system))];
  const records = new Map(
    [...unlinked, ...links.map((link) => link.record)].map((one) => [one.number, one.title]),
  );
  if (systems.length === 0 || records.size === 0) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    say.mutate({ record, system, same: true }, { onSuccess: () => setSystem('') });
  };
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('drift.links.say')}</h2>
      <form className={styles.filters} onSubmit={send}>
        <Select
          label={t('drift.links.connected')}
          searchable
          data={systems}
          value={system || null}
          onChange={(name) => setSystem(name ?? '')}
        />
        <Select
          label={t('drift.links.record')}
          searchable
          data={[...records].map(([number, title]) => ({
            value: number,
            label: `${number} ${title}`,
          }))}
          value={record || null}
          onChange={(number) => setRecord(number ?? '')}
        />
        <Button type="submit" disabled={!system || !record} loading={say.isPending}>
          {t('drift.links.are_same')}
        </Button>
      </form>
      {unlinked_all > unlinked.length && (
        <p className={styles.about}>{t('drift.links.many', { count: unlinked_all })}</p>
      )}
    </section>
  );
}

export default function LinksPage() {
  const { t, language } = useText();
  const session = useSession();
  const links = useQuery(linksQuery(language));
  return (
    <>
      <PageHead
        title={t('drift.links.title')}
        purpose={t('drift.links.purpose')}
        law="GDPR art. 30"
      />
      <Loaded from={links}>
        {(data) => (
          <>
            {data.unknown.length > 0 && (
              <p>{t('drift.links.unknown', { systems: data.unknown.join(', ') })}</p>
            )}
            {data.likely.length > 0 && <Likely likely={data.likely} />}
            {data.links.length > 0 && <Said links={data.links} />}
            {data.links.length + data.likely.length + data.unknown.length === 0 && (
              <p>{t('drift.links.nothing')}</p>
            )}
            {may(session, 'drift.link') && <SayOne {...data} />}
          </>
        )}
      </Loaded>
    </>
  );
}
