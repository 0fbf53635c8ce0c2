// The second step of signing in: a code of the authenticator app, or one of the recovery codes.

import { Button, TextInput } from '@mantine/core';
import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import type { Session } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useRef, useState } from 'react';

import styles from './sign_in.module.css';
import { useSubmit } from './use_submit.ts';

interface CodeFormProps {
  came: (session: Session) => Promise<void>;
  back: () => void;
}

export function CodeForm({ came, back }: CodeFormProps) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { submit, busy, error } = useSubmit(
    async () => {
      const session = await post('/api/accounts/session/code', { body: { code } });
      if (!('waits_for' in session)) await came(session);
    },
    () => {
      setCode('');
      field.current?.focus();
    },
  );
  const other = () => {
    setRecovery(!recovery);
    setCode('');
    field.current?.focus();
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      {error !== undefined && <Failure error={error} />}
      <TextInput
        ref={field}
        label={t(recovery ? 'accounts.sign_in.recovery_code' : 'accounts.sign_in.code')}
        description={recovery ? t('accounts.sign_in.recovery_what') : undefined}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete={recovery ? 'off' : 'one-time-code'}
        inputMode={recovery ? 'text' : 'numeric'}
        spellCheck={false}
        required
        withAsterisk={false}
        autoFocus
        size="md"
        classNames={{ input: styles.code ?? '' }}
      />
      <Button type="submit" size="md" fullWidth loading={busy}>
        {t('accounts.sign_in.go')}
      </Button>
      <div className={styles.ways}>
        <Button variant="subtle" size="compact-md" onClick={other}>
          {t(recovery ? 'accounts.sign_in.take_app' : 'accounts.sign_in.take_recovery')}
        </Button>
        <Button variant="subtle" size="compact-md" onClick={back}>
          {t('accounts.sign_in.back')}
        </Button>
      </div>
    </form>
  );
}
