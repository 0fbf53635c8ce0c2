// By what one signs in: the second factor, its recovery codes, the password.

import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnswerOf, erase, get, post, put, settings } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Session, sessionQuery } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { Enrolment } from './enrolment.tsx';
import { RecoveryCodes } from './recovery_codes.tsx';
import styles from './security.module.css';
import { useSubmit } from './use_submit.ts';

type Factor = AnswerOf<'/api/accounts/second-factor', 'get'>;

const queryKey = ['accounts', 'second-factor'];

/// The session has a new token: whatever is sent after must bring it.
function useRenewed() {
  const client = useQueryClient();
  return (session: Session) => {
    settings.token = session.csrf_token;
    client.setQueryData(sessionQuery.queryKey, session);
    void client.invalidateQueries({ queryKey: ['accounts'] });
  };
}

function FactorState({ factor }: { factor: Factor }) {
  const { t } = useText();
  if (!factor.since) {
    return (
      <>
        <Status tone="wait">{t('accounts.security.factor_off')}</Status>
        <p>{t('accounts.security.factor_none')}</p>
      </>
    );
  }
  return (
    <>
      <Status tone="good">{t('accounts.security.factor_on')}</Status>
      <p>
        {t('accounts.security.factor_since')} <Moment at={factor.since} exact />.{' '}
        {factor.demanded && `${t('accounts.security.demanded')} `}
        {t('accounts.security.codes_left', { count: factor.recovery_codes_left })}
      </p>
    </>
  );
}

function FactorActions({
  factor,
  enrol,
  show,
}: {
  factor: Factor;
  enrol: () => void;
  show: (codes: string[]) => void;
}) {
  const { t } = useText();
  const client = useQueryClient();
  const { done, failed } = useNotices();
  const settled = { onError: failed, onSettled: () => client.invalidateQueries({ queryKey }) };
  const renew = useMutation({
    mutationFn: () => post('/api/accounts/second-factor/recovery-codes'),
    onSuccess: ({ recovery_codes }) => show(recovery_codes),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: () => erase('/api/accounts/second-factor'),
    onSuccess: () => done(t('accounts.security.removed')),
    ...settled,
  });
  if (!factor.since) return <Button onClick={enrol}>{t('accounts.security.enrol')}</Button>;
  return (
    <>
      <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
        {t('accounts.security.new_codes')}
      </Button>
      <Button variant="default" onClick={enrol}>
        {t('accounts.security.enrol_other')}
      </Button>
      {!factor.demanded && (
        <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('accounts.security.remove')}
        </Button>
      )}
    </>
  );
}

function SecondFactor() {
  const { t } = useText();
  const { done } = useNotices();
  const renewed = useRenewed();
  const [enrolling, setEnrolling] = useState(false);
  const [codes, setCodes] = useState<string[]>();
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/api/accounts/second-factor', { signal }),
  });
  const enrolled = (session: Session) => {
    renewed(session);
    setEnrolling(false);
    done(t('accounts.security.enrolled'));
  };
  if (codes) return <RecoveryCodes codes={codes} kept={() => setCodes(undefined)} />;
  if (enrolling) return <Enrolment done={enrolled} cancel={() => setEnrolling(false)} />;
  return (
    <Loaded from={query}>
      {(factor) => (
        <>
          <FactorState factor={factor} />
          <div className={styles.actions}>
            <FactorActions factor={factor} enrol={() => setEnrolling(true)} show={setCodes} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Password() {
  const { t } = useText();
  const { done } = useNotices();
  const renewed = useRenewed();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const { submit, busy, error } = useSubmit(
    async () => {
      renewed(await put('/api/accounts/password', { body: { old, new: fresh } }));
      setOld('');
      setFresh('');
      done(t('accounts.security.changed'));
    },
    () => setOld(''),
  );
  const show = { 'aria-label': t('accounts.sign_in.show') };
  return (
    <form className={styles.form} onSubmit={submit}>
      {error !== undefined && <Failure error={error} />}
      <PasswordInput
        label={t('accounts.security.old')}
        value={old}
        onChange={(event) => setOld(event.currentTarget.value)}
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={show}
      />
      <PasswordInput
        label={t('accounts.security.new')}
        description={t('accounts.security.password_what')}
        value={fresh}
        onChange={(event) => setFresh(event.currentTarget.value)}
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        visibilityToggleButtonProps={show}
      />
      <div>
        <Button type="submit" loading={busy}>
          {t('accounts.security.change')}
        </Button>
      </div>
    </form>
  );
}

export default function SecurityPage() {
  const { t } = useText();
  return (
    <>
      <PageHead
        title={t('accounts.security.title')}
        purpose={t('accounts.security.purpose')}
        law="GDPR art. 32"
      />
      <section className={styles.part} aria-labelledby="second-factor">
        <h2 id="second-factor">{t('accounts.security.factor')}</h2>
        <SecondFactor />
      </section>
      <section className={styles.part} aria-labelledby="password">
        <h2 id="password">{t('accounts.security.password')}</h2>
        <Password />
      </section>
    </>
  );
}
