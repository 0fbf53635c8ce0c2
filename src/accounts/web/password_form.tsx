// The first step of signing in.

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { post, settings } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import type { Session } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useRef, useState } from 'react';

import styles from './sign_in.module.css';
import { useSubmit } from './use_submit.ts';

interface PasswordFormProps {
  came: (session: Session) => Promise<void>;
  goOn: (step: 'code' | 'enrolment') => void;
}

export function PasswordForm({ came, goOn }: PasswordFormProps) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { submit, busy, error } = useSubmit(
    async () => {
      const body = { name: name.trim(), password };
      const arrived = await post('/api/accounts/session', { body });
      if (!('waits_for' in arrived)) return came(arrived);
      settings.token = arrived.csrf_token;
      goOn(arrived.waits_for);
    },
    () => {
      setPassword('');
      field.current?.focus();
    },
  );

  return (
    <form className={styles.form} onSubmit={submit}>
      {error !== undefined && <Failure error={error} />}
      <TextInput
        label={t('accounts.sign_in.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        autoFocus
        size="md"
      />
      <PasswordInput
        ref={field}
        label={t('accounts.sign_in.password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        visibilityToggleButtonProps={{ 'aria-label': t('accounts.sign_in.show') }}
      />
      <Button type="submit" size="md" fullWidth loading={busy}>
        {t('accounts.sign_in.go')}
      </Button>
      <p className={styles.lost}>{t('accounts.sign_in.lost')}</p>
    </form>
  );
}
