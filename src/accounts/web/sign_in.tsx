// Signing in: by name and password, then by a code where the account has a second factor, or by
// enrolling one where the organisation demands it. The sentence of a refusal is the server's, and
// the same for an unknown name and a wrong password.

import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { settings } from '@web/api/client.ts';
import { Alone } from '@web/shell/alone.tsx';
import { type Session, sessionQuery } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { useEffect, useRef, useState } from 'react';

import { CodeForm } from './code_form.tsx';
import { Enrolment } from './enrolment.tsx';
import { Notices } from './notices.tsx';
import { ownAddress } from './own_address.ts';
import { PasswordForm } from './password_form.tsx';
import { Providers } from './providers.tsx';
import { Returning } from './returning.tsx';
import styles from './sign_in.module.css';

export type Step = 'password' | 'code' | 'enrolment' | 'notices' | 'returning';

const titles: Record<Step, [title: PlainKey, what: PlainKey]> = {
  password: ['accounts.sign_in.title', 'accounts.sign_in.what'],
  code: ['accounts.sign_in.code_title', 'accounts.sign_in.code_what'],
  enrolment: ['accounts.sign_in.enrolment_title', 'accounts.sign_in.enrolment_what'],
  notices: ['accounts.notices.title', 'accounts.notices.what'],
  returning: ['accounts.sign_in.title', 'accounts.sign_in.what'],
};

function useWayIn(to: () => string) {
  const client = useQueryClient();
  const router = useRouter();
  return async (session: Session) => {
    client.setQueryData(sessionQuery.queryKey, session);
    await router.navigate({ href: to(), replace: true });
  };
}

interface StepsProps {
  step: Step;
  go: (step: Step) => void;
  /// The address to go to in the end.
  to: () => string;
}

function Steps({ step, go, to }: StepsProps) {
  const { to: wanted, at } = useSearch({ strict: false }) as { to?: string; at?: string };
  const enter = useWayIn(to);
  const [session, setSession] = useState<Session>();
  const came = async (arrived: Session) => {
    settings.token = arrived.csrf_token;
    if (arrived.notices.length === 0) return enter(arrived);
    setSession(arrived);
    go('notices');
  };
  if (step === 'code') return <CodeForm came={came} back={() => go('password')} />;
  if (step === 'enrolment') return <Enrolment done={came} />;
  if (step === 'notices' && session) return <Notices session={session} seen={enter} />;
  if (step === 'returning') return <Returning came={came} goOn={go} />;
  return (
    <>
      <PasswordForm came={came} goOn={go} />
      <Providers to={wanted} at={at} />
    </>
  );
}

/// The page, from its first step on.
export function WayIn({ first: begin, to }: { first: Step; to: () => string }) {
  const { t } = useText();
  const [step, setStep] = useState<Step>(begin);
  const [title, what] = titles[step];
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // Whoever hears the page hears that the step is another one; its field takes the focus after.
  useEffect(() => {
    if (!first.current && step !== 'code') heading.current?.focus();
    first.current = false;
  }, [step]);
  return (
    <Alone language={t('accounts.sign_in.language')} foot={t('accounts.sign_in.logged')}>
      <h1 ref={heading} tabIndex={-1}>
        {t(title)}
      </h1>
      <p className={styles.what}>{t(what)}</p>
      <Steps step={step} go={setStep} to={to} />
    </Alone>
  );
}

export default function SignInPage() {
  const { to, step } = useSearch({ strict: false }) as { to?: string; step?: string };
  // Who came over from another organisation has shown his password already.
  const first = step === 'code' || step === 'enrolment' ? step : 'password';
  return <WayIn first={first} to={() => ownAddress(to)} />;
}
