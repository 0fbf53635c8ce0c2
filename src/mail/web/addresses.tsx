// Who gets mail where; an address is set here, and tried by a message that is sent at once.

import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, put } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Failure } from '@web/components/failure.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './mail.module.css';
import type { Address } from './query.ts';

function State({ address }: { address: Address }) {
  const { t } = useText();
  if (!address.refused_at) return <Status tone="good">{t('mail.addresses.takes')}</Status>;
  return (
    <>
      <Status tone="bad">{t('mail.addresses.refuses')}</Status>
      <span className={styles.small}>
        <Moment at={address.refused_at} /> · {address.refused_code}
      </span>
    </>
  );
}

function Test({ address }: { address: Address }) {
  const { t } = useText();
  const { done, failed } = useNotices();
  const account = address.account?.id ?? '';
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/mail/tests', { body: { account } }),
    onSuccess: () => done(t('mail.addresses.tried')),
    onError: failed,
  });
  if (!account) return null;
  return (
    <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
      {t('mail.addresses.try')}
    </Button>
  );
}

function NewAddress() {
  const { t, language } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const { data } = useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => get('/api/accounts', { signal }),
  });
  const accounts = (data?.accounts ?? []).filter(({ closed }) => !closed);
  const [account, setAccount] = useState('');
  const [address, setAddress] = useState('');
  const [spoken, setSpoken] = useState<Language>(language);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await put('/api/mail/addresses/{account}', {
        path: { account: account || (accounts[0]?.id ?? '') },
        body: { address, language: spoken },
      });
      setAddress('');
      done(t('mail.addresses.is_set'));
      await client.invalidateQueries({ queryKey: ['mail', 'addresses'] });
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Group align="flex-end" mt="md">
        <NativeSelect
          label={t('mail.addresses.account')}
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <TextInput
          label={t('mail.addresses.address')}
          type="email"
          autoComplete="off"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          required
        />
        <NativeSelect
          label={t('mail.addresses.language')}
          data={languages.map((one) => ({ value: one, label: names[one] }))}
          value={spoken}
          onChange={(event) => setSpoken(event.currentTarget.value as Language)}
        />
        <Button type="submit" variant="default">
          {t('mail.addresses.set')}
        </Button>
      </Group>
      {error !== undefined && <Failure error={error} />}
    </form>
  );
}

export function Addresses({ addresses }: { addresses: Address[] }) {
  const { t } = useText();
  const columns: Column<Address>[] = [
    {
      name: 'whose',
      head: t('mail.addresses.whose'),
      cell: ({ account }) => account?.name ?? t('mail.addresses.checkpoints'),
    },
    {
      name: 'address',
      head: t('mail.addresses.address'),
      cell: ({ address, language }) => (
        <>
          {address}
          <span className={styles.small}>{names[language]}</span>
        </>
      ),
    },
    {
      name: 'state',
      head: t('mail.addresses.state'),
      cell: (address) => <State address={address} />,
    },
    { name: 'try', head: '', cell: (address) => <Test address={address} />, tight: true },
  ];
  return (
    <>
      {addresses.length > 0 ? (
        <Table
          caption={t('mail.page.addresses')}
          columns={columns}
          rows={addresses}
          keyOf={({ account, address }) => account?.id ?? address}
        />
      ) : (
        <Empty
          icon={IconMail}
          title={t('mail.addresses.none')}
          what={t('mail.addresses.none_what')}
        />
      )}
      <NewAddress />
    </>
  );
}
