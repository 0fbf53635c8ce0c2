// A new action for a person who was found: a copy of the data, or their erasure. Planning touches
// no system; what would be done is shown and approved first.

import { Button, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useReason } from '@room/subjects/web/subjects.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { post } from '@web/api/client.ts';
import { Problem } from '@web/api/problem.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useSession } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './actions.module.css';
import { Going } from './going.tsx';
import { actionsKey, type Wish } from './queries.ts';
import { useEvents } from './use_events.ts';

interface Paper {
  by: string;
  on: string;
  document: string;
}

const blank: Paper = { by: '', on: '', document: '' };

const has = (paper: Paper) => Object.values(paper).some((part) => part.trim());

/// Who decided, when, in which document.
function PaperFields(props: {
  title: string;
  what: string;
  value: Paper;
  change: (to: Paper) => void;
}) {
  const { t } = useText();
  const { value, change } = props;
  return (
    <fieldset className={styles.paper}>
      <legend>{props.title}</legend>
      <p className={styles.quiet}>{props.what}</p>
      <div className={styles.three}>
        <TextInput
          label={t('actions.new.paper_by')}
          value={value.by}
          onChange={(event) => change({ ...value, by: event.currentTarget.value })}
        />
        <DayField
          label={t('actions.new.paper_on')}
          value={value.on}
          change={(on) => change({ ...value, on })}
        />
        <TextInput
          label={t('actions.new.paper_document')}
          value={value.document}
          onChange={(event) => change({ ...value, document: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

const mentionChoices: [value: string, label: PlainKey][] = [
  ['none', 'actions.new.mentions_none'],
  ['all', 'actions.new.mentions_all'],
  ['some', 'actions.new.mentions_some'],
];

function useWish() {
  const [wish, setWish] = useState<Wish>();
  const [error, setError] = useState<unknown>();
  const navigate = useNavigate();
  const client = useQueryClient();
  const live = wish?.state === 'waiting' || wish?.state === 'running';
  const seen = useEvents<Wish>(
    live ? `/api/actions/wishes/${wish.wish}/events` : '',
    'wish',
    (now) => now.state === 'planned' || now.state === 'refused',
    (now) => {
      setWish(now);
      void client.invalidateQueries({ queryKey: actionsKey });
      if (now.action) void navigate({ to: `/actions/${now.action}` as '/', replace: true });
      else setError(new Problem('answer', { status: 409, detail: now.refusal?.text ?? '' }));
    },
  );
  return { wish: live ? (seen ?? wish) : wish, live, error, setWish, setError };
}

export default function NewActionPage() {
  const { t } = useText();
  const { handle } = useParams({ strict: false }) as { handle: string };
  const { organisation } = useSession();
  // Whoever leads here may have asked already: ?kind=erase.
  const { kind: asked } = useSearch({ strict: false }) as { kind?: string };
  const [kind, setKind] = useState<'access' | 'erase'>(asked === 'erase' ? 'erase' : 'access');
  const [reference, setReference] = useState(useReason());
  const [mentions, setMentions] = useState('none');
  const [numbers, setNumbers] = useState('');
  const [instruction, setInstruction] = useState(blank);
  const [disposal, setDisposal] = useState(blank);
  const { wish, live, error, setWish, setError } = useWish();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const some = mentions === 'all' ? ['all'] : numbers.split(/[\s,;]+/).filter(Boolean);
    try {
      setWish(
        await post('/api/actions/wishes', {
          body: {
            kind,
            person: handle,
            reference: reference.trim(),
            ...(kind === 'erase' && mentions !== 'none' ? { mentions: some } : {}),
            ...(has(instruction)
              ? {
                  instruction_by: instruction.by,
                  instruction_on: instruction.on,
                  instruction_document: instruction.document,
                }
              : {}),
            ...(has(disposal)
              ? {
                  disposal_by: disposal.by,
                  disposal_on: disposal.on,
                  disposal_document: disposal.document,
                }
              : {}),
          },
        }),
      );
    } catch (thrown) {
      setError(thrown);
    }
  };

  return (
    <>
      <PageHead
        title={t('actions.new.title')}
        purpose={t('actions.new.purpose', { handle })}
        law="GDPR art. 15, 17"
      />
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <Radio.Group
          label={t('actions.new.kind')}
          value={kind}
          onChange={(value) => setKind(value as typeof kind)}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="access"
              label={t('actions.kind.access')}
              description={t('actions.new.access_what')}
            />
            <Radio
              value="erase"
              label={t('actions.kind.erase')}
              description={t('actions.new.erase_what')}
            />
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('actions.new.reference')}
          description={t('actions.new.reference_what')}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
          autoComplete="off"
          maxLength={500}
          required
          withAsterisk={false}
        />
        {kind === 'erase' && (
          <Radio.Group
            label={t('actions.new.mentions')}
            description={t('actions.new.mentions_what')}
            value={mentions}
            onChange={setMentions}
          >
            <Stack gap="xs" mt="xs">
              {mentionChoices.map(([value, label]) => (
                <Radio key={value} value={value} label={t(label)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {kind === 'erase' && mentions === 'some' && (
          <Textarea
            label={t('actions.new.numbers')}
            placeholder="M-4TQ7ZC, M-9KD2HM"
            value={numbers}
            onChange={(event) => setNumbers(event.currentTarget.value)}
            autosize
            minRows={2}
          />
        )}
        {kind === 'erase' && organisation.public_body && (
          <PaperFields
            title={t('actions.new.disposal')}
            what={t('actions.new.disposal_what')}
            value={disposal}
            change={setDisposal}
          />
        )}
        <PaperFields
          title={t('actions.new.instruction')}
          what={t('actions.new.instruction_what')}
          value={instruction}
          change={setInstruction}
        />
        {error !== undefined && <Failure error={error} />}
        {live && (
          <Going
            title={t('actions.wish.making')}
            progress={wish?.progress ?? null}
            what={t('actions.wish.making_what')}
          />
        )}
        <Group>
          <Button type="submit" disabled={!reference.trim()} loading={live}>
            {t('actions.new.plan')}
          </Button>
        </Group>
      </form>
    </>
  );
}
