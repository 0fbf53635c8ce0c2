// The server that mail goes out by. The password is sent and never shown again.

import { Button, Group, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { put } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './mail.module.css';
import type { Settings } from './query.ts';

export function ServerForm({ settings }: { settings: Settings }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [given, setGiven] = useState({ ...settings, pages: settings.pages || location.origin });
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (part: Partial<Settings>) => setGiven((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const { server, sender, sign_in, ca_file, pages, remind_days, escalate_days } = given;
    const all = { server, sender, sign_in, ca_file, pages, remind_days, escalate_days };
    try {
      await put('/api/mail/server', { body: password ? { ...all, password } : all });
      setPassword('');
      done(t('mail.server.is_set'));
      await client.invalidateQueries({ queryKey: ['mail'] });
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('mail.server.server')}
        description={t('mail.server.server_what')}
        placeholder="smtp://mail.example.org:587"
        value={given.server}
        onChange={(event) => change({ server: event.currentTarget.value })}
        required
      />
      <TextInput
        label={t('mail.server.sender')}
        description={t('mail.server.sender_what')}
        placeholder="ombud@example.org"
        value={given.sender}
        onChange={(event) => change({ sender: event.currentTarget.value })}
        required
      />
      <TextInput
        label={t('mail.server.pages')}
        description={t('mail.server.pages_what')}
        value={given.pages}
        onChange={(event) => change({ pages: event.currentTarget.value })}
        required
      />
      <TextInput
        label={t('mail.server.sign_in')}
        value={given.sign_in}
        autoComplete="off"
        onChange={(event) => change({ sign_in: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('mail.server.password')}
        description={t(settings.has_password ? 'mail.server.stays' : 'mail.server.sealed')}
        visibilityToggleButtonProps={{ 'aria-label': t('mail.server.show') }}
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextInput
        label={t('mail.server.ca_file')}
        description={t('mail.server.ca_file_what')}
        value={given.ca_file}
        onChange={(event) => change({ ca_file: event.currentTarget.value })}
      />
      <Group gap="md" align="flex-end">
        <NumberInput
          label={t('mail.server.remind')}
          min={1}
          max={59}
          value={given.remind_days || 3}
          onChange={(value) => change({ remind_days: Number(value) })}
          hideControls
        />
        <NumberInput
          label={t('mail.server.escalate')}
          min={2}
          max={60}
          value={given.escalate_days || 7}
          onChange={(value) => change({ escalate_days: Number(value) })}
          hideControls
        />
      </Group>
      {error !== undefined && <Failure error={error} />}
      <Group>
        <Button type="submit" loading={busy}>
          {t('mail.server.save')}
        </Button>
      </Group>
    </form>
  );
}
