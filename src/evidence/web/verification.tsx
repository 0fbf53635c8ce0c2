// Whether the log is what was signed: asked by a click, since every entry is read and hashed anew.

import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type AnswerOf, get } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './verification.module.css';

type Verdict = AnswerOf<'/api/evidence/verification', 'get'>;

const anchored_days = 7;

/// A checkpoint that left the house is what shows a later change to whoever holds it.
export function isOld(day: string | null, now: Date): boolean {
  return !day || now.getTime() - new Date(day).getTime() > (anchored_days + 1) * 24 * 3600 * 1000;
}

function Anchor({ day: anchored }: { day: string | null }) {
  const { t, day } = useText();
  const said = anchored
    ? t('evidence.verify.anchored', { day: day(new Date(anchored)) })
    : t('evidence.verify.never_anchored');
  return (
    <p className={styles.line}>
      <Status tone={isOld(anchored, new Date()) ? 'wait' : 'good'}>{said}</Status>
      {isOld(anchored, new Date()) && (
        <span className={styles.what}>{t('evidence.verify.anchor_what')}</span>
      )}
    </p>
  );
}

function Found({ verdict }: { verdict: Verdict }) {
  const { t } = useText();
  return (
    <div className={styles.found} role="status">
      <p className={styles.line}>
        <Status tone={verdict.sound ? 'good' : 'bad'}>
          {verdict.sound
            ? t('evidence.verify.sound', { entries: verdict.entries })
            : t('evidence.verify.faulty', { count: verdict.faults.length })}
        </Status>
      </p>
      {verdict.faults.length > 0 && (
        <ul>
          {verdict.faults.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Anchor day={verdict.last_anchored} />
    </div>
  );
}

export function Verification() {
  const { t } = useText();
  const session = useSession();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => get('/api/evidence/verification'),
  });
  if (!may(session, 'evidence.verify')) return null;
  return (
    <section className={styles.verification} aria-label={t('evidence.verify.title')}>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={17} aria-hidden />}
        loading={isPending}
        onClick={() => mutate()}
      >
        {t('evidence.verify.go')}
      </Button>
      {data ? (
        <Found verdict={data} />
      ) : (
        <span className={styles.what}>{t('evidence.verify.what')}</span>
      )}
      {error && <Failure error={error} again={() => mutate()} />}
    </section>
  );
}
