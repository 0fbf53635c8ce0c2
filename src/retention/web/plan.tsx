// From a rule to an action: a worker looks at the rule today and plans what it asks for; the plan is
// approved and run like every other.

import { Button, Modal, TextInput } from '@mantine/core';
import { JobLine, useJob, type WholeJob } from '@room/jobs/web/jobs.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { useSession } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { rulesKey, type WholeRule } from './query.ts';
import styles from './retention.module.css';

interface Three {
  who: string;
  day: string;
  document: string;
}

const nobody: Three = { who: '', day: '', document: '' };

interface ThreeFieldsProps {
  title: PlainKey;
  who: PlainKey;
  value: Three;
  change: (to: Three) => void;
}

function ThreeFields({ title, who, value, change }: ThreeFieldsProps) {
  const { t } = useText();
  return (
    <fieldset className={styles.form}>
      <legend>{t(title)}</legend>
      <TextInput
        label={t(who)}
        value={value.who}
        onChange={(event) => change({ ...value, who: event.currentTarget.value })}
      />
      <DayField
        label={t('retention.plan.day')}
        value={value.day}
        change={(day) => change({ ...value, day })}
      />
      <TextInput
        label={t('retention.plan.document')}
        value={value.document}
        onChange={(event) => change({ ...value, document: event.currentTarget.value })}
      />
    </fieldset>
  );
}

const parts = (three: Three) => [three.who.trim(), three.day, three.document.trim()];
const given = (three: Three) => parts(three).some(Boolean);

/// What came of it, in words.
function Outcome({ job }: { job: WholeJob }) {
  const { t } = useText();
  const facts = job.summary ?? {};
  const chosen = Number(facts.chosen ?? 0);
  if (!facts.action) {
    return (
      <p role="status">
        {chosen === 0 ? t('retention.plan.nobody') : t('retention.plan.review', { rows: chosen })}
      </p>
    );
  }
  return (
    <p role="status">
      {facts.again === 'yes'
        ? t('retention.plan.again', { rows: chosen })
        : t('retention.plan.done', { rows: chosen })}{' '}
      {facts.approved === 'yes' && t('retention.plan.approved')}{' '}
      <PageLink to={`/actions/${facts.action}`}>{facts.action}</PageLink>
    </p>
  );
}

function PlanForm({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const client = useQueryClient();
  const session = useSession();
  const [instruction, setInstruction] = useState(nobody);
  const [disposal, setDisposal] = useState(nobody);
  const [job, setJob] = useState('');
  const { data } = useJob(job, () => void client.invalidateQueries({ queryKey: rulesKey }));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/retention/rules/{rule}/plans', {
        path: { rule: rule.rule },
        body: {
          ...(given(instruction) ? { instruction: parts(instruction) } : {}),
          ...(given(disposal) ? { disposal: parts(disposal) } : {}),
        },
      }),
    onSuccess: (made) => setJob(made.job),
  });
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{t('retention.plan.what')}</p>
      <details open={session.organisation.public_body}>
        <summary>{t('retention.plan.disposal')}</summary>
        <ThreeFields
          title="retention.plan.disposal"
          who="retention.plan.body"
          value={disposal}
          change={setDisposal}
        />
      </details>
      <details>
        <summary>{t('retention.plan.instruction')}</summary>
        <ThreeFields
          title="retention.plan.instruction"
          who="retention.plan.who"
          value={instruction}
          change={setInstruction}
        />
      </details>
      {error && <Failure error={error} />}
      <JobLine job={data} />
      {data?.state === 'done' ? (
        <Outcome job={data} />
      ) : (
        <Button type="submit" loading={going}>
          {t('retention.plan.title')}
        </Button>
      )}
    </form>
  );
}

export function Plan({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('retention.plan.title')}</Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('retention.plan.title')}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        <PlanForm rule={rule} />
      </Modal>
    </>
  );
}
