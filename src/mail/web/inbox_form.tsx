// Where mail comes in: a mailbox, or a folder of this machine. The password is sent and never shown
// again.

import { Button, Checkbox, Group, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { put } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './mail.module.css';
import type { Settings } from './query.ts';

export function InboxForm({ settings }: { settings: Settings }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [given, setGiven] = useState({
    place: settings.inbox,
    sign_in: settings.inbox_sign_in,
    ca_file: settings.inbox_ca_file,
    removes: settings.inbox_removes,
  });
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (part: Partial<typeof given>) => setGiven((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await put('/api/mail/inbox', { body: password ? { ...given, password } : given });
      setPassword('');
      done(t(given.place ? 'mail.inbox.is_set' : 'mail.inbox.is_off'));
      await client.invalidateQueries({ queryKey: ['mail'] });
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('mail.inbox.place')}
        description={t('mail.inbox.place_what')}
        placeholder="imaps://mail.example.org/INBOX"
        value={given.place}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
      <TextInput
        label={t('mail.inbox.sign_in')}
        value={given.sign_in}
        autoComplete="off"
        onChange={(event) => change({ sign_in: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('mail.inbox.password')}
        description={t(settings.inbox_has_password ? 'mail.server.stays' : 'mail.server.sealed')}
        visibilityToggleButtonProps={{ 'aria-label': t('mail.server.show') }}
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextInput
        label={t('mail.inbox.ca_file')}
        description={t('mail.server.ca_file_what')}
        value={given.ca_file}
        onChange={(event) => change({ ca_file: event.currentTarget.value })}
      />
      <Checkbox
        label={t('mail.inbox.removes')}
        description={t('mail.inbox.removes_what')}
        checked={given.removes}
        onChange={(event) => change({ removes: event.currentTarget.checked })}
      />
      {error !== undefined && <Failure error={error} />}
      <Group>
        <Button type="submit" loading={busy}>
          {t('mail.inbox.save')}
        </Button>
      </Group>
    </form>
  );
}
