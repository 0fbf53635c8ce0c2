// What is asked for when somebody has to prove again who he is.

import { Button, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { post } from '@web/api/client.ts';
import type { Problem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';

interface ProofFormProps {
  problem: Problem;
  end: (proved: boolean) => void;
}

export default function ProofForm({ problem, end }: ProofFormProps) {
  const { t } = useText();
  const by = problem.params.proof === 'code' ? 'code' : 'password';
  const [given, setGiven] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const place = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || given === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await post('/api/accounts/session/proof', { body: { by, given } });
      end(true);
    } catch (thrown) {
      setError(thrown);
      setGiven('');
      setBusy(false);
      place.current?.focus();
    }
  };

  const field = {
    ref: place,
    value: given,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setGiven(event.currentTarget.value),
    required: true,
    withAsterisk: false,
    autoFocus: true,
    'data-autofocus': true,
    spellCheck: false,
    mt: 'md',
  } as const;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Text mb="md">{t('web.step_up.why', { minutes: Number(problem.params.minutes ?? 10) })}</Text>
      {error !== undefined && <Failure error={error} />}
      {by === 'code' ? (
        <TextInput {...field} label={t('web.step_up.code')} autoComplete="one-time-code" />
      ) : (
        <PasswordInput
          {...field}
          label={t('web.step_up.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('web.step_up.show') }}
        />
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => end(false)}>
          {t('web.step_up.back')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('web.step_up.go')}
        </Button>
      </Group>
    </form>
  );
}
