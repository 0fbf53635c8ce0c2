// What is asked for when somebody has to prove again who he is.

import { Button, Group, PasswordInput, Text } from '@mantine/core';
import { post } from '@web/api/client.ts';
import type { Problem } from '@web/api/problem.ts';
import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useRef, useState } from 'react';

interface ProofFormProps {
  problem: Problem;
  end: (proved: boolean) => void;
}

export default function ProofForm({ problem, end }: ProofFormProps) {
  const { t } = useText();
  const [given, setGiven] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || given === '') return;
    setBusy(true);
    setError(undefined);
    try {
      await post('/api/accounts/session/proof', { body: { password: given } });
      end(true);
    } catch (thrown) {
      setError(thrown);
      setGiven('');
      setBusy(false);
      field.current?.focus();
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Text mb="md">{t('web.step_up.why', { minutes: Number(problem.params.minutes ?? 10) })}</Text>
      {error !== undefined && <Failure error={error} />}
      <PasswordInput
        ref={field}
        mt="md"
        label={t('web.step_up.password')}
        value={given}
        onChange={(event) => setGiven(event.currentTarget.value)}
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus
        autoFocus
        visibilityToggleButtonProps={{ 'aria-label': t('web.step_up.show') }}
      />
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
