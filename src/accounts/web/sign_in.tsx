// Signing in: by name and password. The sentence of a refusal is the server's, and the same for an
// unknown name and a wrong password.

import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { post, settings } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { sessionQuery } from '@web/shell/session.tsx';
import { Wordmark } from '@web/shell/wordmark.tsx';
import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useRef, useState } from 'react';

import { ownAddress } from './own_address.ts';
import styles from './sign_in.module.css';

function useSignIn() {
  const client = useQueryClient();
  const router = useRouter();
  const { to } = useSearch({ strict: false }) as { to?: string };
  return async (name: string, password: string) => {
    const session = await post('/api/accounts/session', { body: { name, password } });
    settings.token = session.csrf_token;
    client.setQueryData(sessionQuery.queryKey, session);
    await router.navigate({ href: ownAddress(to), replace: true });
  };
}

function Form() {
  const { t } = useText();
  const signIn = useSignIn();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await signIn(name.trim(), password);
    } catch (thrown) {
      setError(thrown);
      setPassword('');
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
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

export default function SignInPage() {
  const { t, language, choose } = useText();
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Wordmark />
        <NativeSelect
          aria-label={t('accounts.sign_in.language')}
          size="sm"
          value={language}
          onChange={(event) => void choose(event.currentTarget.value as Language)}
          data={languages.map((other) => ({ value: other, label: names[other] }))}
        />
      </header>
      <main className={styles.main}>
        <h1 className={styles.title}>{t('accounts.sign_in.title')}</h1>
        <p className={styles.what}>{t('accounts.sign_in.what')}</p>
        <Form />
      </main>
      <footer className={styles.foot}>{t('accounts.sign_in.logged')}</footer>
    </div>
  );
}
