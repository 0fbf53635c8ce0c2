// Who gets the log's checkpoints: two people at least, so that nobody alone can say that the log was
// another one.

import { Button, Group, NativeSelect, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { put } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './mail.module.css';
import type { Address } from './query.ts';

export function CheckpointsForm({ addresses }: { addresses: Address[] }) {
  const { t, language: spoken } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const known = addresses.filter((one) => one.account === null);
  const [lines, setLines] = useState(known.map((one) => one.address).join('\n'));
  const [language, setLanguage] = useState<Language>(known[0]?.language ?? spoken);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const given = lines.split('\n').map((line) => line.trim());
    try {
      await put('/api/mail/checkpoints', {
        body: { addresses: given.filter((line) => line !== ''), language },
      });
      done(t('mail.checkpoints.are_set'));
      await client.invalidateQueries({ queryKey: ['mail'] });
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <Textarea
        label={t('mail.checkpoints.addresses')}
        description={t('mail.checkpoints.addresses_what')}
        value={lines}
        onChange={(event) => setLines(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
      />
      <NativeSelect
        label={t('mail.checkpoints.language')}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        data={languages.map((other) => ({ value: other, label: names[other] }))}
      />
      {error !== undefined && <Failure error={error} />}
      <Group>
        <Button type="submit" loading={busy}>
          {t('mail.checkpoints.save')}
        </Button>
      </Group>
    </form>
  );
}
