// Who works here: accounts, their standing roles and when each was last used.

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { TypedConfirmation } from '@web/components/confirmation.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Ask } from './ask.tsx';
import { accountsQuery } from './query.ts';
import styles from './rights.module.css';
import { RoleFields } from './role_fields.tsx';
import { everybodys, limitsIn, type Role, rolesIn, type Whose } from './words.ts';

type Account = AnswerOf<'/api/accounts', 'get'>['accounts'][number];

const least = 12;

function Add({ close }: { close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [held, setHeld] = useState<Role[]>([]);
  const [whose, setWhose] = useState(everybodys);
  const act = async () => {
    await post('/api/accounts', {
      body: { name: name.trim(), password, roles: held, ...whose },
    });
    done(t('accounts.people.added', { name: name.trim() }));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <Ask
      title={t('accounts.people.add')}
      verb={t('accounts.people.add_verb')}
      ready={name.trim() !== '' && password.length >= least}
      act={act}
      close={close}
    >
      <TextInput
        label={t('accounts.people.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <PasswordInput
        label={t('accounts.people.password')}
        description={t('accounts.people.password_what', { least })}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('accounts.sign_in.show') }}
      />
      <RoleFields held={held} changeHeld={setHeld} whose={whose} changeWhose={setWhose} />
    </Ask>
  );
}

function Change({ account, close }: { account: Account; close: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [held, setHeld] = useState<Role[]>(account.roles);
  const [whose, setWhose] = useState<Whose>({
    controllers: account.controllers,
    units: account.units,
  });
  const act = async () => {
    await post('/api/accounts/{account}/roles', {
      path: { account: account.id },
      body: { roles: held, ...whose },
      version: account.version,
    });
    done(t('accounts.people.changed', { name: account.name }));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <Ask
      title={t('accounts.people.roles_of', { name: account.name })}
      what={t('accounts.people.roles_of_what')}
      verb={t('accounts.people.change_verb')}
      ready
      act={act}
      close={close}
    >
      <RoleFields held={held} changeHeld={setHeld} whose={whose} changeWhose={setWhose} />
    </Ask>
  );
}

function Actions({
  account,
  change,
  end,
}: {
  account: Account;
  change: () => void;
  end: () => void;
}) {
  const { t } = useText();
  const session = useSession();
  if (account.closed) return <Status tone="quiet">{t('accounts.people.closed')}</Status>;
  const own = session.account.id === account.id;
  return (
    <span className={styles.buttons}>
      {may(session, 'accounts.roles') && !own && (
        <Button size="compact-sm" variant="default" onClick={change}>
          {t('accounts.people.change')}
        </Button>
      )}
      {may(session, 'accounts.close') && !own && (
        <Button size="compact-sm" variant="default" onClick={end}>
          {t('accounts.people.close')}
        </Button>
      )}
      {own && <Status tone="good">{t('accounts.people.you')}</Status>}
    </span>
  );
}

function People({ accounts }: { accounts: Account[] }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [changed, setChanged] = useState<Account>();
  const [ended, setEnded] = useState<Account>();
  const columns: Column<Account>[] = [
    {
      name: 'name',
      head: t('accounts.people.name'),
      cell: (account) => <span className={styles.name}>{account.name}</span>,
    },
    {
      name: 'roles',
      head: t('accounts.people.roles'),
      cell: (account) => rolesIn(t, account.roles) || t('accounts.people.no_role'),
    },
    {
      name: 'limits',
      head: t('accounts.limits.whose'),
      cell: (account) => limitsIn(t, account),
    },
    {
      name: 'used',
      head: t('accounts.people.used'),
      cell: (account) =>
        account.used_at ? <Moment at={account.used_at} /> : t('accounts.people.never'),
    },
    {
      name: 'made',
      head: t('accounts.people.made_by'),
      cell: (account) => account.made_by ?? t('accounts.people.at_first'),
    },
    {
      name: 'actions',
      head: t('accounts.people.state'),
      cell: (account) => (
        <Actions
          account={account}
          change={() => setChanged(account)}
          end={() => setEnded(account)}
        />
      ),
      tight: true,
    },
  ];
  const close = async () => {
    if (!ended) return;
    await post('/api/accounts/{account}/closing', { path: { account: ended.id } });
    done(t('accounts.people.now_closed', { name: ended.name }));
    await client.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <>
      <Table
        caption={t('accounts.people.title')}
        columns={columns}
        rows={accounts}
        keyOf={(account) => account.id}
      />
      {changed && <Change account={changed} close={() => setChanged(undefined)} />}
      {ended && (
        <TypedConfirmation
          open
          title={t('accounts.people.close_title', { name: ended.name })}
          name={ended.name}
          goes={[t('accounts.people.close_goes'), t('accounts.people.close_goes_rights')]}
          stays={[t('accounts.people.close_stays')]}
          verb={t('accounts.people.close_verb')}
          act={close}
          close={() => setEnded(undefined)}
        />
      )}
    </>
  );
}

export default function PeoplePage() {
  const { t } = useText();
  const session = useSession();
  const query = useQuery(accountsQuery);
  const [adds, setAdds] = useState(false);
  return (
    <>
      <PageHead
        title={t('accounts.people.title')}
        purpose={t('accounts.people.purpose')}
        law="GDPR art. 32"
        actions={
          may(session, 'accounts.add') && (
            <Button
              leftSection={<IconPlus size={17} stroke={1.7} aria-hidden />}
              onClick={() => setAdds(true)}
            >
              {t('accounts.people.add')}
            </Button>
          )
        }
      />
      <Loaded from={query}>{({ accounts }) => <People accounts={accounts} />}</Loaded>
      {adds && <Add close={() => setAdds(false)} />}
    </>
  );
}
