// Opens the palette; looks like what it is, a field to type in.

import { Kbd } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';

import { useText } from '@web/text/texts.tsx';

import styles from './search_button.module.css';

export function SearchButton() {
  const { t } = useText();
  return (
    <button type="button" className={styles.search} onClick={spotlight.open}>
      <IconSearch size={17} stroke={1.8} aria-hidden />
      <span className={styles.words}>{t('web.palette.open')}</span>
      <Kbd size="xs" aria-hidden>
        Ctrl K
      </Kbd>
    </button>
  );
}
