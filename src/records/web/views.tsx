// Saved views of a list: opened, saved under a name for oneself or for all, removed.

import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { erase, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import type { Looking } from './look.ts';
import { type Kind, of, type SavedView, viewsQuery } from './query.ts';
import styles from './records.module.css';

interface ViewsProps {
  room: string;
  kind: Kind;
  views: SavedView[];
  looking: Looking;
}

function SaveForm({ room, kind, views, looking, close }: ViewsProps & { close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const session = useSession();
  const { done } = useNotices();
  const [name, setName] = useState(looking.view?.name ?? '');
  const [shared, setShared] = useState(looking.view?.shared ?? false);
  const replaces = views.some((view) => view.mine && view.name === name.trim());
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post(of(room, '/api/processing/{kind}/views'), {
        path: { kind: kind.kind },
        body: { ...looking.look, name, shared },
      }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: viewsQuery(room, kind.kind).queryKey });
      looking.open(view.id);
      done(t('records.views.is_saved', { view: view.name }));
      close();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') mutate();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <TextInput
        label={t('records.views.name')}
        description={replaces ? t('records.views.replaces') : t('records.views.what')}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      {may(session, `${room}.edit`) && (
        <Switch
          label={t('records.views.share')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      )}
      {error && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
          {t('records.views.save')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('records.form.back')}
        </Button>
      </div>
    </form>
  );
}

function Remove({ room, kind, looking }: ViewsProps) {
  const { t } = useText();
  const client = useQueryClient();
  const session = useSession();
  const { done, failed } = useNotices();
  const view = looking.view;
  if (!view || !(view.mine || may(session, `${room}.edit`))) return null;
  const remove = async () => {
    try {
      await erase(of(room, '/api/processing/{kind}/views/{view}'), {
        path: { kind: kind.kind, view: view.id },
      });
      looking.open('');
      await client.invalidateQueries({ queryKey: viewsQuery(room, kind.kind).queryKey });
      done(t('records.views.is_removed', { view: view.name }));
    } catch (error) {
      failed(error);
    }
  };
  return (
    <Button variant="default" onClick={() => void remove()}>
      {t('records.views.remove')}
    </Button>
  );
}

export function Views(props: ViewsProps) {
  const { views, looking } = props;
  const { t } = useText();
  const [saving, setSaving] = useState(false);
  const close = () => setSaving(false);
  return (
    <div className={styles.filters}>
      {views.length > 0 && (
        <Select
          label={t('records.views.view')}
          placeholder={t('records.views.none')}
          data={views.map(({ id, name, mine, owner }) => ({
            value: id,
            label: mine ? name : t('records.views.of', { view: name, owner }),
          }))}
          value={looking.view?.id ?? null}
          onChange={(id) => looking.open(id ?? '')}
          clearable
          clearButtonProps={{ 'aria-label': t('web.state.clear') }}
        />
      )}
      <Button variant="default" onClick={() => setSaving(true)}>
        {t('records.views.save_this')}
      </Button>
      <Remove {...props} />
      {looking.isGone && <p className={styles.hint}>{t('records.views.gone')}</p>}
      <Modal
        opened={saving}
        onClose={close}
        title={t('records.views.save_this')}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        <SaveForm {...props} close={close} />
      </Modal>
    </div>
  );
}
