// A command to type where the pages can't do it yet, with a button that copies it.

import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

import { useText } from '@web/text/texts.tsx';

import styles from './command.module.css';

export function Command({ line }: { line: string }) {
  const { t } = useText();
  return (
    <span className={styles.command}>
      <code className={styles.line}>{line}</code>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('web.state.copied') : t('web.state.copy')}>
            <ActionIcon
              variant="subtle"
              color="gray.7"
              onClick={copy}
              aria-label={copied ? t('web.state.copied') : t('web.state.copy')}
            >
              {copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
