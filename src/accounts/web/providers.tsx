// Signing in through a provider: a button for each, and an invitation for who comes the first time.

import { Button, Divider, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { keepWayBack, organisationAt } from './own_address.ts';
import styles from './sign_in.module.css';

interface ProvidersProps {
  to: string | undefined;
  /// The organisation that the address names.
  at: string | undefined;
}

export function Providers({ to, at }: ProvidersProps) {
  const { t } = useText();
  const [invited, setInvited] = useState(false);
  const [invitation, setInvitation] = useState('');
  const [going, setGoing] = useState('');
  const [error, setError] = useState<unknown>();
  const [organisation] = useState(() => organisationAt(at));
  const whose = organisation ? { organisation } : {};
  const { data } = useQuery({
    queryKey: ['accounts', 'providers', organisation],
    queryFn: ({ signal }) => get('/api/accounts/providers', { query: whose, signal }),
    staleTime: Infinity,
  });
  if (!data || data.providers.length === 0) return null;

  const go = (provider: string) => {
    setGoing(provider);
    setError(undefined);
    post('/api/accounts/providers/{provider}/departure', {
      path: { provider },
      body: invited && invitation ? { ...whose, invitation } : whose,
    }).then(
      ({ address }) => {
        keepWayBack(to);
        location.assign(address);
      },
      (thrown: unknown) => {
        setError(thrown);
        setGoing('');
      },
    );
  };

  return (
    <section className={styles.providers} aria-label={t('accounts.sign_in.or')}>
      <Divider label={t('accounts.sign_in.or')} />
      {error !== undefined && <Failure error={error} />}
      {invited && (
        <TextInput
          label={t('accounts.sign_in.invitation')}
          value={invitation}
          onChange={(event) => setInvitation(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
      )}
      {data.providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          size="md"
          fullWidth
          loading={going === id}
          disabled={going !== '' && going !== id}
          onClick={() => go(id)}
        >
          {t('accounts.sign_in.through', { name })}
        </Button>
      ))}
      {!invited && (
        <Button variant="subtle" size="compact-md" onClick={() => setInvited(true)}>
          {t('accounts.sign_in.have_invitation')}
        </Button>
      )}
    </section>
  );
}
