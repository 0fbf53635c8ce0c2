// Several activities made one: why they may be, what they say differently, and all of it side by
// side before anything is written. Which they are stands in the address by their ids.

import { Radio, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './derived.module.css';
import { type Merging, merging } from './query.ts';

const nothing = { of: '' };
// They are written above: the purpose and what follows from it.
const of_the_result = ['name', 'common_purpose', 'merged_because', 'merged_from'];

type Field = Merging['fields'][number];
type Choices = Record<string, string>;

function Texts({ texts }: { texts: string[] }) {
  if (texts.length === 0) return <span className={styles.quiet}>–</span>;
  if (texts.length === 1) return texts[0];
  return (
    <ul className={styles.pieces}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Told({ title, texts }: { title: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h2 className={styles.title}>{title}</h2>
      <Texts texts={texts} />
    </>
  );
}

function Refused({ found }: { found: Merging }) {
  const { t } = useText();
  const [why, ...more] = found.refused;
  return (
    <section aria-labelledby="apart">
      <h2 id="apart" className={styles.title}>
        {t('processing.merge.refused')}
      </h2>
      <p>{why}</p>
      {more.length > 0 && <Texts texts={more} />}
      <ul className={styles.pieces}>
        {found.activities.map(({ id, number, title }) => (
          <li key={id}>
            <PageLink to={`/processing/activity/${number}`}>{`${number} ${title}`}</PageLink>
          </li>
        ))}
      </ul>
      <p>
        <PageLink to="/processing/activity">{t('processing.merge.back')}</PageLink>
      </p>
    </section>
  );
}

interface ClashesProps {
  found: Merging;
  choices: Choices;
  choose: (choices: Choices) => void;
}

function Clashes({ found, choices, choose }: ClashesProps) {
  const { t } = useText();
  if (found.clashes.length === 0) return null;
  const title = (number: string) =>
    found.activities.find((one) => one.number === number)?.title ?? '';
  return (
    <section aria-labelledby="clashes">
      <h2 id="clashes" className={styles.title}>
        {t('processing.merge.clashes')}
      </h2>
      <p>{t('processing.merge.clashes_what')}</p>
      <div className={styles.clashes}>
        {found.clashes.map(({ path, about, options }) => (
          <Radio.Group
            key={path}
            label={about}
            required
            value={choices[path] ?? ''}
            onChange={(number) => choose({ ...choices, [path]: number })}
          >
            <div className={styles.options}>
              {options.map(({ from, text }) => (
                <Radio
                  key={from[0]}
                  value={from[0] ?? ''}
                  label={text}
                  description={from.map((number) => `${number} ${title(number)}`).join(' · ')}
                />
              ))}
            </div>
          </Radio.Group>
        ))}
      </div>
    </section>
  );
}

function SideBySide({ found }: { found: Merging }) {
  const { t } = useText();
  const columns: Column<Field>[] = [
    { name: 'field', head: t('processing.merge.field'), cell: ({ label }) => label },
    ...found.activities.map(({ number, title }, at) => ({
      name: number,
      head: `${number} ${title}`,
      cell: (field: Field) => <Texts texts={field.of[at] ?? []} />,
    })),
    {
      name: 'result',
      head: t('processing.merge.result'),
      cell: ({ result }) => (
        <strong className={styles.result}>
          <Texts texts={result} />
        </strong>
      ),
    },
  ];
  return (
    <>
      <h2 className={styles.title}>{t('processing.merge.side')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard where there are many. */}
      <section className={styles.wide} aria-label={t('processing.merge.side')} tabIndex={0}>
        <Table
          caption={t('processing.merge.side')}
          columns={columns}
          rows={found.fields.filter(({ name }) => !of_the_result.includes(name))}
          keyOf={({ name }) => name}
        />
      </section>
    </>
  );
}

interface DoneProps {
  found: Merging;
  name: string;
  purpose: string;
  choices: Choices;
}

/// The button, once there is nothing left to choose.
function MakeOne({ found, name, purpose, choices }: DoneProps) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { undoable } = useNotices();
  const again = () => client.invalidateQueries({ queryKey: ['records'] });
  const act = async (reason: string) => {
    const { number, title, change, archived } = await post('/api/processing/merges', {
      body: {
        activities: found.activities.map(({ id, version }) => ({ id, version })),
        purpose,
        choices,
        ...(name ? { name } : {}),
        ...(reason ? { reason } : {}),
      },
    });
    await again();
    await navigate({ to: `/processing/activity/${number}` as '/' });
    undoable(t('processing.merge.done', { title, count: archived }), async () => {
      await post('/api/processing/{kind}/changes/{change}/undo', {
        path: { kind: 'activity', change },
        body: { reason: t('processing.merge.undo_reason') },
      });
      await again();
      await navigate({ to: '/processing/activity' as '/' });
    });
  };
  const count = found.activities.length;
  return (
    <Reasoned
      title={t('processing.merge.make', { count })}
      what={t('processing.merge.make_what', { count })}
      label={t('processing.merge.reason')}
      optional
      verb={t('processing.merge.make', { count })}
      act={act}
    />
  );
}

function One({ ids }: { ids: string[] }) {
  const { t, language } = useText();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [choices, choose] = useState<Choices>({});
  const [asked] = useDebouncedValue(purpose, 300);
  const preview = useQuery({
    queryKey: ['records', 'processing', 'merge', ids, asked, choices, language],
    queryFn: ({ signal }) => merging(ids, asked, choices, signal),
    placeholderData: (before) => before,
  });
  return (
    <Loaded from={preview}>
      {(found) => {
        if (found.refused.length > 0) return <Refused found={found} />;
        const lacks =
          purpose.trim() === '' ? 'processing.merge.no_purpose' : 'processing.merge.open';
        const missing = found.missing.filter(
          ({ label }) => purpose.trim() !== '' || label !== t('processing.merge.purpose'),
        );
        return (
          <>
            <Told title={t('processing.merge.common')} texts={found.common} />
            <Told title={t('processing.merge.coarser')} texts={found.coarser} />
            <Told title={t('processing.merge.follow')} texts={found.following} />
            <Told title={t('processing.merge.stay')} texts={found.staying} />
            <Told title={t('processing.merge.tasks')} texts={found.tasks} />
            <div className={styles.form}>
              <TextInput
                label={t('processing.merge.purpose')}
                description={t('processing.merge.purpose_what')}
                required
                value={purpose}
                onChange={(event) => setPurpose(event.currentTarget.value)}
              />
              <TextInput
                label={t('processing.merge.name')}
                description={t('processing.merge.name_what')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </div>
            <Clashes found={found} choices={choices} choose={choose} />
            <SideBySide found={found} />
            {!found.open && purpose.trim() !== '' && (
              <p role="status">
                {t(
                  found.state === 'in_use'
                    ? 'processing.merge.becomes_in_use'
                    : 'processing.merge.becomes_draft',
                )}
              </p>
            )}
            {!found.open && missing.length > 0 && purpose.trim() !== '' && (
              <Texts texts={missing.map(({ label, text }) => `${label}: ${text}`)} />
            )}
            {found.open || purpose.trim() === '' ? (
              <p className={styles.hint} role="status">
                {t(lacks)}
              </p>
            ) : (
              <MakeOne found={found} name={name} purpose={purpose} choices={choices} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

export default function Merge() {
  const { t } = useText();
  const [{ of }] = useAddress(nothing);
  const ids = of.split('.').filter(Boolean);
  return (
    <>
      <PageHead
        title={t('processing.merge.title')}
        purpose={t('processing.merge.what')}
        law="GDPR art. 5(1)(b), 30"
      />
      {ids.length < 2 ? (
        <p>
          {t('processing.merge.none')}{' '}
          <PageLink to="/processing/activity">{t('processing.merge.back')}</PageLink>
        </p>
      ) : (
        <One key={of} ids={ids} />
      )}
    </>
  );
}
