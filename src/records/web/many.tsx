// Many records at once: chosen row by row or all that the list shows, changed as one for a stated
// reason, with the way back offered at once.

import { Button, Checkbox, Modal, Select, Switch, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { useNotices } from '@web/components/notices.tsx';
import type { Column } from '@web/components/table.tsx';
import { chosenWays } from '@web/record_parts.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { Input } from './input.tsx';
import type { Look } from './look.ts';
import styles from './many.module.css';
import { type Field, type Kind, of, type Saved, type Value, type Values } from './query.ts';

/// Versions by the id of the record.
export type Chosen = Map<string, number>;

export interface Choice {
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
}

/// What is chosen is forgotten when the list shows something else.
export function useChoice(look: Look): Choice {
  const { columns: _, ...shown } = look;
  const key = JSON.stringify(shown);
  const [choice, setChoice] = useState({ key, chosen: new Map() as Chosen });
  return {
    chosen: choice.key === key ? choice.chosen : new Map(),
    choose: (chosen) => setChoice({ key, chosen }),
  };
}

export function useChoiceColumn({ chosen, choose }: Choice): Column<Saved> {
  const { t } = useText();
  return {
    name: 'choose',
    head: t('records.many.choose'),
    tight: true,
    cell: ({ id, version, number, title }) => (
      <Checkbox
        aria-label={t('records.many.choose_one', { record: `${number} ${title}` })}
        checked={chosen.has(id)}
        onChange={(event) => {
          const next = new Map(chosen);
          if (event.currentTarget.checked) next.set(id, version);
          else next.delete(id);
          choose(next);
        }}
      />
    ),
  };
}

const ownerField = (label: string): Field => ({
  ...{ name: 'owner', label, type: 'account', format: 'free', help: '', law: '', many: false },
  ...{ required: false, listed: false, searched: false, least: 0, most: 0, to: '', to_room: '' },
  ...{ retired: false, choices: [], fields: [], when: null },
});

interface Change {
  field: Field;
  empties: boolean;
  value?: Value | undefined;
}

const isOpen = ({ empties, value }: Change) =>
  !empties && (value === undefined || String(value) === '');

/// What is sent of the changes.
function patchOf(changes: Change[]) {
  const set: Values = {};
  for (const { field, empties, value } of changes) {
    if (!empties && value !== undefined) set[field.name] = value;
  }
  const { owner, ...fields } = set;
  return {
    set: fields,
    clear: changes.filter(({ empties }) => empties).map(({ field }) => field.name),
    ...(typeof owner === 'string' ? { owner } : {}),
  };
}

function useChange({ room, kind, chosen, close }: ManyProps) {
  const { t } = useText();
  const client = useQueryClient();
  const { done, undoable } = useNotices();
  const path = { kind: kind.kind };
  const again = () => client.invalidateQueries({ queryKey: ['records'] });
  return useMutation({
    mutationFn: ({ changes, reason }: { changes: Change[]; reason: string }) =>
      post(of(room, '/api/processing/{kind}/edits'), {
        path,
        body: {
          records: [...chosen].map(([id, version]) => ({ id, version })),
          ...patchOf(changes),
          reason,
        },
      }),
    onSuccess: async ({ change, changed }) => {
      await again();
      close();
      if (!change) return done(t('records.many.none_differed'));
      undoable(t('records.many.changed', { count: changed }), async () => {
        await post(of(room, '/api/processing/{kind}/changes/{change}/undo'), {
          path: { ...path, change },
          body: { reason: t('records.many.undo_reason') },
        });
        await again();
      });
    },
  });
}

interface LineProps {
  one: Change;
  set: (one: Change) => void;
  leave: () => void;
}

function Line({ one, set, leave }: LineProps) {
  const { t } = useText();
  const { field, empties, value } = one;
  return (
    <div className={styles.change}>
      {empties ? (
        <p className={styles.empties}>{t('records.many.is_emptied', { field: field.label })}</p>
      ) : (
        <Input
          field={{ ...field, required: false }}
          path={field.name}
          value={value}
          change={(now) => set({ ...one, value: now })}
          faults={[]}
          links={{}}
        />
      )}
      <div className={styles.beside}>
        {field.name !== 'owner' && (
          <Switch
            label={t('records.many.empty')}
            checked={empties}
            onChange={(event) => set({ ...one, empties: event.currentTarget.checked })}
          />
        )}
        <Button size="compact-sm" variant="default" onClick={leave}>
          {t('records.many.leave', { field: field.label })}
        </Button>
      </div>
    </div>
  );
}

function ChangeForm(props: ManyProps) {
  const { kind, chosen, close } = props;
  const { t } = useText();
  const [changes, setChanges] = useState<Change[]>([]);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useChange(props);
  const fields = [ownerField(t('records.many.owner')), ...kind.fields].filter(
    ({ name }) => name !== kind.title && !changes.some(({ field }) => field.name === name),
  );
  const whole = changes.length > 0 && !changes.some(isOpen) && reason.trim() !== '';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (whole) mutate({ changes, reason });
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      {changes.map((one) => (
        <Line
          key={one.field.name}
          one={one}
          set={(now) => setChanges(changes.map((before) => (before === one ? now : before)))}
          leave={() => setChanges(changes.filter((before) => before !== one))}
        />
      ))}
      <Select
        label={t(changes.length ? 'records.many.another_field' : 'records.many.field')}
        searchable
        data={fields.map(({ name, label }) => ({ value: name, label }))}
        value={null}
        onChange={(name) => {
          const field = fields.find((one) => one.name === name);
          if (field) setChanges([...changes, { field, empties: false }]);
        }}
      />
      <Textarea
        label={t('records.one.reason')}
        description={t('records.one.reason_what')}
        required
        autosize
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && <Failure error={error} />}
      <div className={styles.beside}>
        <Button type="submit" disabled={!whole} loading={isPending}>
          {t('records.many.change', { count: chosen.size })}
        </Button>
        <Button variant="default" onClick={close}>
          {t('records.form.back')}
        </Button>
      </div>
    </form>
  );
}

interface ManyProps {
  room: string;
  kind: Kind;
  chosen: Chosen;
  close: () => void;
}

interface BarProps {
  room: string;
  kind: Kind;
  look: Look;
  choice: Choice;
  shown: Saved[];
  /// How many fit, whatever the pages.
  count: number;
}

/// What is chosen, and what can be done with it.
export function ManyBar({ room, kind, look, choice, shown, count }: BarProps) {
  const { t } = useText();
  const { failed } = useNotices();
  const [open, setOpen] = useState(false);
  const { chosen, choose } = choice;
  const session = useSession();
  const ways = chosenWays.filter(
    (way) =>
      way.room === room &&
      way.kind === kind.kind &&
      way.least <= chosen.size &&
      may(session, way.permission),
  );
  const close = () => setOpen(false);
  const chooseAll = async () => {
    try {
      const { columns: _, ...conditions } = look;
      const { records } = await post(of(room, '/api/processing/{kind}/matching'), {
        path: { kind: kind.kind },
        body: conditions,
      });
      choose(new Map(records.map(({ id, version }) => [id, version])));
    } catch (error) {
      failed(error);
    }
  };
  return (
    <section className={styles.bar} aria-label={t('records.many.bar')}>
      <span role="status" className={styles.count}>
        {chosen.size > 0
          ? t('records.many.chosen', { count: chosen.size })
          : t('records.list.count', { count })}
      </span>
      {shown.some(({ id }) => !chosen.has(id)) && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => choose(new Map(shown.map(({ id, version }) => [id, version])))}
        >
          {t('records.many.choose_shown', { count: shown.length })}
        </Button>
      )}
      {count > shown.length && chosen.size < count && (
        <Button size="compact-sm" variant="default" onClick={() => void chooseAll()}>
          {t('records.many.choose_all', { count })}
        </Button>
      )}
      {chosen.size > 0 && (
        <>
          <Button size="compact-sm" variant="default" onClick={() => choose(new Map())}>
            {t('records.many.choose_none')}
          </Button>
          <Button size="compact-sm" onClick={() => setOpen(true)}>
            {t('records.many.change', { count: chosen.size })}
          </Button>
          {ways.map(({ title, to }) => (
            <PageLink key={title} to={to([...chosen.keys()])}>
              {t(title)}
            </PageLink>
          ))}
        </>
      )}
      <Modal
        opened={open}
        onClose={close}
        size="lg"
        title={t('records.many.change', { count: chosen.size })}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        <ChangeForm
          room={room}
          kind={kind}
          chosen={chosen}
          close={() => {
            close();
            choose(new Map());
          }}
        />
      </Modal>
    </section>
  );
}
