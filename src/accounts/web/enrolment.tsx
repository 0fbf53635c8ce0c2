// Enrolling an authenticator app: scan or type, give the first code, keep the recovery codes. On a
// page of its own, and on the way in where the organisation demands it.

import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import type { Session } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useRef, useState } from 'react';

import styles from './enrolment.module.css';
import { RecoveryCodes } from './recovery_codes.tsx';
import { useSubmit } from './use_submit.ts';

type Begun = AnswerOf<'/api/accounts/second-factor/enrolment', 'post'>;
type Confirmed = AnswerOf<'/api/accounts/second-factor', 'post'>;

function Picture({ picture }: { picture: Begun['picture'] }) {
  const { t } = useText();
  const box = `0 0 ${picture.size} ${picture.size}`;
  return (
    <svg className={styles.picture} viewBox={box} role="img" shapeRendering="crispEdges">
      <title>{t('accounts.enrolment.picture')}</title>
      <rect width={picture.size} height={picture.size} fill="#fff" />
      <path d={picture.path} fill="#000" />
    </svg>
  );
}

interface StepsProps {
  begun: Begun;
  confirmed: (answer: Confirmed) => void;
  cancel?: (() => void) | undefined;
}

function Steps({ begun, confirmed, cancel }: StepsProps) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { submit, busy, error } = useSubmit(
    async () => confirmed(await post('/api/accounts/second-factor', { body: { code } })),
    () => {
      setCode('');
      field.current?.focus();
    },
  );
  return (
    <form onSubmit={submit}>
      <ol className={styles.steps}>
        <li>{t('accounts.enrolment.get_app')}</li>
        <li>
          {t('accounts.enrolment.scan')}
          <Picture picture={begun.picture} />
          <details className={styles.typed}>
            <summary>{t('accounts.enrolment.can_not_scan')}</summary>
            <p>{t('accounts.enrolment.type_it')}</p>
            <code className={styles.secret}>{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </details>
        </li>
        <li>
          <TextInput
            ref={field}
            label={t('accounts.enrolment.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            withAsterisk={false}
            size="md"
            maw="14rem"
          />
        </li>
      </ol>
      {error !== undefined && <Failure error={error} />}
      <div className={styles.actions}>
        <Button type="submit" size="md" loading={busy}>
          {t('accounts.enrolment.confirm')}
        </Button>
        {cancel && (
          <Button variant="subtle" size="md" onClick={cancel}>
            {t('accounts.security.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface EnrolmentProps {
  /// Called once the recovery codes are kept.
  done: (session: Session) => Promise<void> | void;
  /// The way back, as long as nothing is in force.
  cancel?: () => void;
}

export function Enrolment({ done, cancel }: EnrolmentProps) {
  const [answer, setAnswer] = useState<Confirmed>();
  // Asked for once: each asking makes another secret.
  const begun = useQuery({
    queryKey: ['accounts', 'enrolment'],
    queryFn: () => post('/api/accounts/second-factor/enrolment'),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (answer) {
    return <RecoveryCodes codes={answer.recovery_codes} kept={() => void done(answer.session)} />;
  }
  return (
    <Loaded from={begun}>
      {(data) => <Steps begun={data} confirmed={setAnswer} cancel={cancel} />}
    </Loaded>
  );
}
