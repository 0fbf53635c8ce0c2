// How people sign in here: whether everybody needs a second factor, and through which providers they
// may come. No secret is ever shown.

import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, erase, get, post, put } from '@web/api/client.ts';
import { Command } from '@web/components/command.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { sessionQuery } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Ask } from './ask.tsx';
import styles from './rights.module.css';

type Provider = AnswerOf<'/api/accounts/provider-settings', 'get'>['providers'][number];

const queryKey = ['accounts', 'provider-settings'];

function Rule() {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const factorKey = ['accounts', 'second-factor'];
  const query = useQuery({
    queryKey: factorKey,
    queryFn: ({ signal }) => get('/api/accounts/second-factor', { signal }),
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (second_factor_demanded: boolean) =>
      put('/api/accounts/sign-in-rule', { body: { second_factor_demanded } }),
    onSuccess: () => done(t('accounts.ways.rule_set')),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: factorKey }),
  });
  return (
    <Loaded from={query}>
      {({ demanded }) => (
        <Checkbox
          label={t('accounts.ways.demand')}
          description={t('accounts.ways.demand_what')}
          checked={demanded}
          disabled={isPending}
          onChange={(event) => mutate(event.currentTarget.checked)}
        />
      )}
    </Loaded>
  );
}

function Add({ close }: { close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [given, setGiven] = useState({ name: '', issuer: '', client_id: '', words: '' });
  const [secret, setSecret] = useState('');
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const act = async () => {
    const { name, issuer, client_id, words } = given;
    const second_factor_by = words.split(/[\s,]+/).filter(Boolean);
    const body = { name: name.trim(), issuer: issuer.trim(), client_id, second_factor_by };
    await post('/api/accounts/providers', {
      body: secret ? { ...body, client_secret: secret } : body,
    });
    done(t('accounts.ways.added', { name: body.name }));
    await client.invalidateQueries({ queryKey });
  };
  return (
    <Ask
      title={t('accounts.ways.add')}
      what={t('accounts.ways.add_what')}
      verb={t('accounts.ways.add_verb')}
      ready={given.name.trim() !== '' && given.issuer.trim() !== '' && given.client_id !== ''}
      act={act}
      close={close}
    >
      <TextInput
        label={t('accounts.ways.name')}
        value={given.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        maxLength={64}
        data-autofocus
      />
      <TextInput
        label={t('accounts.ways.issuer')}
        placeholder="https://login.example.org"
        value={given.issuer}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
        maxLength={512}
      />
      <TextInput
        label={t('accounts.ways.client')}
        value={given.client_id}
        onChange={(event) => change({ client_id: event.currentTarget.value })}
        maxLength={256}
        autoComplete="off"
      />
      <PasswordInput
        label={t('accounts.ways.secret')}
        description={t('accounts.ways.secret_what')}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('accounts.sign_in.show') }}
      />
      <TextInput
        label={t('accounts.ways.words')}
        description={t('accounts.ways.words_what')}
        placeholder="amr=mfa"
        value={given.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
    </Ask>
  );
}

function Remove({ provider, close }: { provider: Provider; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const act = async () => {
    await erase('/api/accounts/providers/{provider}', { path: { provider: provider.id } });
    done(t('accounts.ways.removed', { name: provider.name }));
    await client.invalidateQueries({ queryKey });
  };
  return (
    <Ask
      title={t('accounts.ways.remove_title', { name: provider.name })}
      what={t('accounts.ways.remove_what')}
      verb={t('accounts.ways.remove')}
      danger
      ready
      act={act}
      close={close}
    />
  );
}

function Try({ provider }: { provider: Provider }) {
  const { t } = useText();
  const { done, failed } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      post('/api/accounts/providers/{provider}/trial', { path: { provider: provider.id } }),
    onSuccess: () => done(t('accounts.ways.answers', { name: provider.name })),
    onError: failed,
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isPending}
      onClick={() => mutate()}
      aria-label={t('accounts.ways.try_it', { name: provider.name })}
    >
      {t('accounts.ways.try')}
    </Button>
  );
}

// Whoever opens it is offered the providers of this organisation, of all that share the server.
function Address() {
  const { t } = useText();
  const { data: session } = useQuery(sessionQuery);
  if (!session) return null;
  const address = `${location.origin}/sign-in?at=${session.organisation.id}`;
  return (
    <div className={styles.address}>
      <h3 className={styles.subheading}>{t('accounts.ways.address')}</h3>
      <p className={styles.what}>{t('accounts.ways.address_what')}</p>
      <Command line={address} />
    </div>
  );
}

function Providers({ all, add }: { all: Provider[]; add: React.ReactNode }) {
  const { t } = useText();
  const [gone, setGone] = useState<Provider>();
  const columns: Column<Provider>[] = [
    {
      name: 'name',
      head: t('accounts.ways.name'),
      cell: (one) => (
        <>
          <span className={styles.name}>{one.name}</span>
          <span className={styles.note}>{one.issuer}</span>
        </>
      ),
    },
    { name: 'client', head: t('accounts.ways.client'), cell: (one) => one.client_id },
    {
      name: 'words',
      head: t('accounts.ways.words'),
      cell: (one) => one.second_factor_by.join(', ') || t('accounts.ways.no_words'),
    },
    {
      name: 'do',
      head: t('accounts.access.do'),
      cell: (one) => (
        <span className={styles.buttons}>
          <Try provider={one} />
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setGone(one)}
            aria-label={t('accounts.ways.remove_title', { name: one.name })}
          >
            {t('accounts.ways.remove')}
          </Button>
        </span>
      ),
      tight: true,
    },
  ];
  if (all.length === 0)
    return (
      <Empty
        icon={IconLogin2}
        title={t('accounts.ways.none')}
        what={t('accounts.ways.none_what')}
        step={add}
      />
    );
  return (
    <>
      <Address />
      <Table
        caption={t('accounts.ways.providers')}
        columns={columns}
        rows={all}
        keyOf={(one) => one.id}
      />
      {gone && <Remove provider={gone} close={() => setGone(undefined)} />}
    </>
  );
}

export default function WaysInPage() {
  const { t } = useText();
  const [adds, setAdds] = useState(false);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/api/accounts/provider-settings', { signal }),
  });
  const add = <Button onClick={() => setAdds(true)}>{t('accounts.ways.add')}</Button>;
  return (
    <>
      <PageHead
        title={t('accounts.ways.title')}
        purpose={t('accounts.ways.purpose')}
        law="GDPR art. 32"
        actions={query.data && query.data.providers.length > 0 && add}
      />
      <section className={styles.section} aria-labelledby="rule">
        <h2 id="rule" className={styles.heading}>
          {t('accounts.security.factor')}
        </h2>
        <Rule />
      </section>
      <section className={styles.section} aria-labelledby="providers">
        <h2 id="providers" className={styles.heading}>
          {t('accounts.ways.providers')}
        </h2>
        <Loaded from={query}>{({ providers }) => <Providers all={providers} add={add} />}</Loaded>
      </section>
      {adds && <Add close={() => setAdds(false)} />}
    </>
  );
}
