// This search is one that somebody else looks at: what about it, and the place to say why.

import { Button, Textarea } from '@mantine/core';
import { IconEyeExclamation } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Failure } from '@web/components/failure.tsx';
import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './alarm_notice.module.css';
import { explain } from './asking.ts';
import { type AlarmKind, wordOfAlarm } from './words.ts';

interface Raised {
  alarm: string;
  kind: AlarmKind;
}

export function AlarmNotice({ raised }: { raised: Raised }) {
  const { t } = useText();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => explain(raised.alarm, text),
    onSuccess: () => client.invalidateQueries({ queryKey: ['subjects', 'own-alarms'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) mutate();
  };
  return (
    <form className={styles.notice} onSubmit={submit}>
      <p className={styles.title}>
        <IconEyeExclamation size={20} stroke={1.7} aria-hidden />
        <strong>{wordOfAlarm(t, raised.kind)}</strong>
      </p>
      <p className={styles.what}>{t('subjects.alarm.what')}</p>
      {isSuccess ? (
        <Status tone="good">{t('subjects.alarm.explained')}</Status>
      ) : (
        <>
          <Textarea
            label={t('subjects.alarm.why')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={1000}
            autosize
            minRows={2}
          />
          {error && <Failure error={error} />}
          <Button
            type="submit"
            variant="default"
            mt="sm"
            disabled={!text.trim()}
            loading={isPending}
          >
            {t('subjects.alarm.send')}
          </Button>
        </>
      )}
    </form>
  );
}
