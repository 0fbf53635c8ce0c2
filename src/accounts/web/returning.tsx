// Back from a provider: what it put in the address is taken out of it and handed to the server, once.

import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post, settings } from '@web/api/client.ts';
import { Problem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import type { Session } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useEffect, useState } from 'react';

interface ReturningProps {
  came: (session: Session) => Promise<void>;
  goOn: (step: 'code' | 'enrolment') => void;
}

export function Returning({ came, goOn }: ReturningProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const [given] = useState(() => new URLSearchParams(location.search));
  useEffect(() => history.replaceState(history.state, '', location.pathname), []);
  const { error } = useQuery({
    queryKey: ['accounts', 'returning'],
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: async () => {
      const [code, state, iss] = ['code', 'state', 'iss'].map((name) => given.get(name));
      if (!code || !state) {
        throw new Problem('answer', { detail: t('accounts.sign_in.provider_refused') });
      }
      const body = iss ? { code, state, iss } : { code, state };
      const arrived = await post('/api/accounts/session/provider', { body });
      settings.token = arrived.csrf_token;
      if ('waits_for' in arrived) goOn(arrived.waits_for);
      else await came(arrived);
      return true;
    },
  });
  if (!error) return <Loader aria-label={t('accounts.sign_in.returning')} />;
  return (
    <>
      <Failure error={error} />
      <Button mt="md" onClick={() => void navigate({ to: '/sign-in' as '/' })}>
        {t('accounts.sign_in.back')}
      </Button>
    </>
  );
}
