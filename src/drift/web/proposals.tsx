// What could be written down from the confirmed data maps: each draft beside where it comes from,
// chosen and made as one change. Nothing is written before.

import { Badge, Button, Checkbox, Modal } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { ReasonForm } from '@web/components/reason.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type Say, useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './drift.module.css';
import { type Draft, driftKey, type Proposals, proposalsQuery } from './query.ts';

type Line = Draft['lines'][number];
interface Made {
  taking: string;
  made: { kind: string; number: string; title: string }[];
}

function kindWord(t: Say, kind: Draft['kind']): string {
  return {
    system: t('drift.proposals.system'),
    activity: t('drift.proposals.activity'),
    declaration: t('drift.proposals.declaration'),
  }[kind];
}

function MaybeNew({ text, isNew }: { text: string | null; isNew: boolean }) {
  const { t } = useText();
  if (!text) return <span className={styles.unsaid}>{t('drift.proposals.not_said')}</span>;
  return (
    <>
      {text}
      {isNew && <span className={styles.new}>{t('drift.proposals.new')}</span>}
    </>
  );
}

const lineColumns = (t: Say): Column<Line>[] => [
  {
    name: 'persons',
    head: t('drift.proposals.persons'),
    cell: ({ persons, persons_new }) => <MaybeNew text={persons} isNew={persons_new} />,
  },
  {
    name: 'data',
    head: t('drift.proposals.data'),
    cell: ({ data, data_new, class_label, class_why }) => (
      <>
        <MaybeNew text={data} isNew={data_new} />
        <span className={styles.note}>
          {class_label}
          {class_why && `. ${class_why}`}
        </span>
      </>
    ),
  },
  {
    name: 'period',
    head: t('drift.proposals.period'),
    cell: ({ period, period_new }) => <MaybeNew text={period} isNew={period_new} />,
  },
  {
    name: 'places',
    head: t('drift.proposals.from'),
    cell: ({ places }) => <span className={styles.places}>{places.join(', ')}</span>,
  },
];

function About({ draft }: { draft: Draft }) {
  const { t, number } = useText();
  if (draft.kind === 'declaration')
    return (
      <p className={styles.about}>
        {t('drift.proposals.to_yes', { number: draft.number ?? '' })}{' '}
        <span className={styles.places}>{draft.places.join(', ')}</span>
      </p>
    );
  return (
    <p className={styles.about}>
      {draft.map
        ? t('drift.proposals.from_map', { system: draft.system ?? '', version: draft.map })
        : t('drift.proposals.no_map')}
      {draft.sampled !== null &&
        draft.there !== null &&
        ` ${t('drift.proposals.looked', { sampled: number(draft.sampled), there: number(draft.there) })}`}
      {draft.party && ` ${t('drift.proposals.party', { party: draft.party })}`}
    </p>
  );
}

interface DraftsProps {
  drafts: Draft[];
  chosen: Set<string>;
  choose: (chosen: Set<string>) => void;
  takes: boolean;
}

function Drafts({ drafts, chosen, choose, takes }: DraftsProps) {
  const { t } = useText();
  const toggle = (key: string) => {
    const other = new Set(chosen);
    if (!other.delete(key)) other.add(key);
    choose(other);
  };
  return drafts.map((draft) => (
    <article key={draft.draft} className={styles.draft}>
      <div className={styles.sides}>
        <h2>
          {takes ? (
            <Checkbox
              label={draft.title}
              checked={chosen.has(draft.draft)}
              onChange={() => toggle(draft.draft)}
            />
          ) : (
            draft.title
          )}
        </h2>
        <Badge variant="outline" tt="none">
          {kindWord(t, draft.kind)}
        </Badge>
      </div>
      <About draft={draft} />
      {draft.lines.length > 0 && (
        <Table
          caption={draft.title}
          columns={lineColumns(t)}
          rows={draft.lines}
          keyOf={(line) => `${line.persons} ${line.data} ${line.class}`}
        />
      )}
    </article>
  ));
}

function MadeNow({ made }: { made: Made }) {
  const { t } = useText();
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('drift.proposals.made')}</h2>
      <ul>
        {made.made.map((one) => (
          <li key={one.number}>
            <PageLink
              to={`/${one.kind === 'party' ? 'parties' : 'processing'}/${one.kind}/${one.number}`}
            >
              {`${one.number} ${one.title}`}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Choosing({ data, taken }: { data: Proposals; taken: (made: Made) => void }) {
  const { t } = useText();
  const session = useSession();
  const client = useQueryClient();
  const { undoable } = useNotices();
  const takes = may(session, 'drift.propose');
  const [chosen, choose] = useState(new Set(data.drafts.map(({ draft }) => draft)));
  const [asking, setAsking] = useState(false);
  const still = data.drafts.filter(({ draft }) => chosen.has(draft));
  const again = async () => {
    await client.invalidateQueries({ queryKey: driftKey });
    await client.invalidateQueries({ queryKey: ['records'] });
  };
  const take = async (reason: string) => {
    const made = await post('/api/drift/proposals/taking', {
      version: data.etag,
      body: { drafts: still.map(({ draft }) => draft), reason },
    });
    taken(made);
    await again();
    undoable(t('drift.proposals.taken', { count: made.made.length }), async () => {
      await post('/api/drift/takings/{taking}/undoing', {
        path: { taking: made.taking },
        body: { reason: t('drift.proposals.undone') },
      });
      taken({ taking: '', made: [] });
      await again();
    });
  };
  return (
    <>
      {takes && (
        <div className={styles.buttons}>
          <Button disabled={still.length === 0} onClick={() => setAsking(true)}>
            {t('drift.proposals.take', { count: still.length })}
          </Button>
          <Button
            variant="default"
            onClick={() =>
              choose(new Set(still.length > 0 ? [] : data.drafts.map(({ draft }) => draft)))
            }
          >
            {t(still.length > 0 ? 'drift.proposals.none_chosen' : 'drift.proposals.all_chosen')}
          </Button>
        </div>
      )}
      <Drafts drafts={data.drafts} chosen={chosen} choose={choose} takes={takes} />
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('drift.proposals.take', { count: still.length })}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
        size="lg"
      >
        <ReasonForm
          what={t('drift.proposals.take_what')}
          label={t('drift.one.why')}
          verb={t('drift.proposals.make')}
          act={take}
          close={() => setAsking(false)}
        />
      </Modal>
    </>
  );
}

export default function ProposalsPage() {
  const { t, language } = useText();
  const proposals = useQuery(proposalsQuery(language));
  const [made, setMade] = useState<Made>();
  return (
    <>
      <PageHead
        title={t('drift.proposals.title')}
        purpose={t('drift.proposals.purpose')}
        law="GDPR art. 30"
      />
      {made && made.made.length > 0 && <MadeNow made={made} />}
      <Loaded from={proposals}>
        {(data) =>
          data.drafts.length === 0 ? (
            <Empty
              icon={IconFileCheck}
              title={t('drift.proposals.none')}
              what={t('drift.proposals.none_what')}
              step={<PageLink to="/connectors">{t('drift.proposals.to_maps')}</PageLink>}
            />
          ) : (
            <Choosing key={data.etag} data={data} taken={setMade} />
          )
        }
      </Loaded>
    </>
  );
}
