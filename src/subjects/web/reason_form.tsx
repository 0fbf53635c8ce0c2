// Asks why, before anything of a person is searched or shown: the kind of matter from a short list,
// and its number. Once given it stands as one line, with a way to change it.

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { setReason, useReason } from './reason.ts';
import styles from './reason_form.module.css';

const matters: PlainKey[] = [
  'subjects.reason.request',
  'subjects.reason.case',
  'subjects.reason.authority',
  'subjects.reason.incident',
  'subjects.reason.retention',
  'subjects.reason.other',
];

const most = 150;

export function ReasonForm() {
  const { t } = useText();
  const reason = useReason();
  const [matter, setMatter] = useState<PlainKey>('subjects.reason.request');
  const [number, setNumber] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim()) setReason(`${t(matter)} ${number.trim()}`);
  };
  if (reason) {
    return (
      <div className={styles.given}>
        <IconNotes size={19} stroke={1.6} aria-hidden />
        <span>
          {t('subjects.reason.because')} <strong>{reason}</strong>
        </span>
        <Button size="compact-sm" variant="default" onClick={() => setReason('')}>
          {t('subjects.reason.change')}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.asked} onSubmit={submit}>
      <h2 className={styles.title}>{t('subjects.reason.title')}</h2>
      <p className={styles.what}>{t('subjects.reason.what')}</p>
      <div className={styles.fields}>
        <NativeSelect
          label={t('subjects.reason.matter')}
          value={matter}
          onChange={(event) => setMatter(event.currentTarget.value as PlainKey)}
          data={matters.map((key) => ({ value: key, label: t(key) }))}
        />
        <TextInput
          className={styles.number ?? ''}
          label={t('subjects.reason.number')}
          placeholder="2026-14"
          value={number}
          maxLength={most}
          onChange={(event) => setNumber(event.currentTarget.value)}
          autoComplete="off"
        />
        <Button type="submit" disabled={!number.trim()}>
          {t('subjects.reason.go')}
        </Button>
      </div>
    </form>
  );
}
