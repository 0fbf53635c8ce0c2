// A new rule: a form for the usual cases, which writes the rule's text before one's eyes, and the
// text itself for all others. Under it stands what the rule means.

import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { systemsQuery } from '@room/connectors/web/connectors.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { type Draft, emptyDraft, isWhole, yamlOf } from './draft.ts';
import { type Unit, units } from './keep.ts';
import { CutOffs, Words } from './meaning.tsx';
import { rulesKey } from './query.ts';
import styles from './retention.module.css';
import { faultOf } from './rule_text.tsx';
import { useReading } from './use_reading.ts';
import { thenInWords } from './words.ts';
import { YamlField } from './yaml_field.tsx';

interface PartProps {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
}

function Whom({ draft, change }: PartProps) {
  const { t } = useText();
  const session = useSession();
  const systems = useQuery({ ...systemsQuery, enabled: may(session, 'connectors.list') });
  const names = (systems.data?.systems ?? []).map(({ name }) => name);
  return (
    <>
      <TextInput
        label={t('retention.form.name')}
        description={t('retention.form.name_what')}
        placeholder="former_members"
        value={draft.name}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={styles.row}>
        <Select
          label={t('retention.form.system')}
          value={draft.system || null}
          data={names}
          onChange={(system) => change({ system: system ?? '' })}
        />
        <TextInput
          label={t('retention.form.table')}
          description={t('retention.form.table_what')}
          placeholder="member"
          value={draft.table}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ table: event.currentTarget.value })}
        />
        <TextInput
          label={t('retention.form.starts')}
          description={t('retention.form.starts_what')}
          placeholder="exit_date"
          value={draft.starts}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ starts: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

function HowLong({ draft, change }: PartProps) {
  const { t } = useText();
  return (
    <div className={styles.row}>
      <Select
        label={t('retention.form.bound')}
        value={draft.bound}
        allowDeselect={false}
        onChange={(bound) => change({ bound: (bound ?? 'at_least') as Draft['bound'] })}
        data={[
          { value: 'at_least', label: t('retention.form.at_least') },
          { value: 'at_most', label: t('retention.form.at_most') },
        ]}
      />
      <TextInput
        label={t('retention.form.count')}
        inputMode="numeric"
        value={draft.count}
        onChange={(event) => change({ count: event.currentTarget.value })}
      />
      <Select
        label={t('retention.form.unit')}
        value={draft.unit}
        allowDeselect={false}
        onChange={(unit) => change({ unit: (unit ?? 'months') as Unit })}
        data={units(t)}
      />
    </div>
  );
}

function WhatThen({ draft, change }: PartProps) {
  const { t } = useText();
  const thens = ['erase', 'anonymise', 'de-identify', 'review'] as const;
  return (
    <>
      <div className={styles.row}>
        <Select
          label={t('retention.form.then')}
          value={draft.fate}
          allowDeselect={false}
          onChange={(fate) => change({ fate: (fate ?? 'review') as Draft['fate'] })}
          data={thens.map((value) => ({ value, label: thenInWords(t, value) }))}
        />
        <Select
          label={t('retention.form.schedule')}
          value={draft.schedule}
          allowDeselect={false}
          onChange={(schedule) => change({ schedule: schedule ?? 'weekly' })}
          data={[
            { value: 'daily', label: t('retention.schedule.day') },
            { value: 'weekly', label: t('retention.schedule.week') },
            { value: 'monthly', label: t('retention.schedule.month') },
          ]}
        />
      </div>
      <Textarea
        label={t('retention.form.unless')}
        description={t('retention.form.unless_what')}
        placeholder="debt: balance > 0"
        autosize
        minRows={2}
        value={draft.unless}
        spellCheck={false}
        onChange={(event) => change({ unless: event.currentTarget.value })}
      />
      <Textarea
        label={t('retention.form.because')}
        description={t('retention.form.because_what')}
        autosize
        minRows={2}
        value={draft.because}
        onChange={(event) => change({ because: event.currentTarget.value })}
      />
      <TextInput
        label={t('retention.form.law')}
        value={draft.law}
        onChange={(event) => change({ law: event.currentTarget.value })}
      />
    </>
  );
}

export default function NewRulePage() {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { done } = useNotices();
  const [way, setWay] = useState('form');
  const [draft, setDraft] = useState(emptyDraft);
  const [yaml, setYaml] = useState('');
  const text = way === 'form' ? yamlOf(draft) : yaml;
  const reading = useReading(text);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => post('/api/retention/rules', { body: { yaml: text } }),
    onSuccess: async ({ rules }) => {
      await client.invalidateQueries({ queryKey: rulesKey });
      const first = rules[0];
      done(t('retention.text.saved', { rule: first?.rule ?? '', version: first?.version ?? 1 }));
      await navigate({ to: `/retention/rules/${first?.rule ?? ''}` as '/' });
    },
  });
  const change = (to: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...to }));
    reset();
  };
  // A form that is not filled in yet is not wrong yet.
  const said = way === 'form' && !isWhole(draft) ? undefined : reading?.fault;
  const fault = faultOf(error) ?? said ?? undefined;
  return (
    <>
      <PageHead
        title={t('retention.new.title')}
        purpose={t('retention.new.purpose')}
        law="GDPR art. 5.1 e"
      />
      <div className={styles.form}>
        <SegmentedControl
          aria-label={t('retention.new.way')}
          value={way}
          onChange={(to) => {
            if (to === 'text' && way === 'form') setYaml(text);
            setWay(to);
            reset();
          }}
          data={[
            { value: 'form', label: t('retention.new.form') },
            { value: 'text', label: t('retention.new.text') },
          ]}
        />
        {way === 'form' ? (
          <>
            <Whom draft={draft} change={change} />
            <HowLong draft={draft} change={change} />
            <WhatThen draft={draft} change={change} />
          </>
        ) : (
          <YamlField
            label={t('retention.text.label')}
            value={yaml}
            change={(to) => {
              setYaml(to);
              reset();
            }}
            fault={fault}
          />
        )}
        {way === 'form' && fault && (
          <div className={styles.fault} role="status">
            <p>{fault.text}</p>
          </div>
        )}
        {reading?.rules.map((rule) => (
          <section key={rule.rule} aria-label={rule.rule}>
            <h2 className={styles.sub}>{t('retention.new.means', { rule: rule.rule })}</h2>
            <Words parts={rule.parts} />
            <CutOffs cutOffs={rule.cut_offs} />
          </section>
        ))}
        {error && !faultOf(error) && <Failure error={error} />}
        <div className={styles.buttons}>
          <Button
            disabled={!reading || reading.fault !== null || (way === 'form' && !isWhole(draft))}
            loading={isPending}
            onClick={() => mutate()}
          >
            {t('retention.new.save')}
          </Button>
        </div>
      </div>
    </>
  );
}
