// Recovery codes are shown once: to be kept where the telephone is not.

import { Button, Checkbox, CopyButton } from '@mantine/core';
import { useText } from '@web/text/texts.tsx';
import { useEffect, useRef, useState } from 'react';

import styles from './enrolment.module.css';

export function RecoveryCodes({ codes, kept }: { codes: string[]; kept: () => void }) {
  const { t } = useText();
  const [sure, setSure] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {t('accounts.recovery.title')}
      </h2>
      <p>{t('accounts.recovery.what')}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'accounts.recovery.copied' : 'accounts.recovery.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={() => print()}>
          {t('accounts.recovery.print')}
        </Button>
      </div>
      <Checkbox
        mt="lg"
        label={t('accounts.recovery.sure')}
        checked={sure}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
      <Button mt="md" size="md" disabled={!sure} onClick={kept}>
        {t('accounts.recovery.go_on')}
      </Button>
    </section>
  );
}
