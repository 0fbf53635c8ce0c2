// The help on keys, one key away.

import { Kbd, Modal, Switch } from '@mantine/core';

import { useText } from '@web/text/texts.tsx';

import styles from './key_help.module.css';
import { useLetters } from './keys.ts';
import type { MenuPage } from './menu.ts';

function Keys({ keys }: { keys: string[] }) {
  return (
    <span className={styles.keys}>
      {keys.map((key) => (
        <Kbd key={key} size="md">
          {key}
        </Kbd>
      ))}
    </span>
  );
}

interface KeyHelpProps {
  open: boolean;
  close: () => void;
  pages: MenuPage[];
}

export function KeyHelp({ open, close, pages }: KeyHelpProps) {
  const { t } = useText();
  const [letters, setLetters] = useLetters();
  const lines: [string, string[]][] = [
    [t('web.keys.palette'), ['Ctrl', 'K']],
    ...(letters
      ? [
          [t('web.keys.help'), ['?']] as [string, string[]],
          ...pages
            .filter((page) => page.letter)
            .map((page): [string, string[]] => [
              t('web.keys.go', { page: t(page.title) }),
              ['g', page.letter as string],
            ]),
        ]
      : []),
    [t('web.keys.close'), ['Esc']],
  ];
  return (
    <Modal
      opened={open}
      onClose={close}
      title={t('web.keys.title')}
      closeButtonProps={{ 'aria-label': t('web.state.close') }}
    >
      <dl className={styles.list}>
        {lines.map(([what, keys]) => (
          <div key={what} className={styles.line}>
            <dt>{what}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="lg"
        label={t('web.keys.letters')}
        description={t('web.keys.letters_what')}
        checked={letters}
        onChange={(event) => setLetters(event.currentTarget.checked)}
      />
    </Modal>
  );
}
