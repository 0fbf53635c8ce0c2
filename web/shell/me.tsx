// Who is signed in, with what belongs to the person alone: language, light or dark, the way out.

import {
  type MantineColorScheme,
  Menu,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import { IconKeyboard, IconLogout, IconSelector } from '@tabler/icons-react';

import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';

import styles from './me.module.css';
import { useSession } from './session.tsx';

const sign = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.[0] ?? '').join('');
}

function Schemes() {
  const { t } = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
    >
      <Menu.RadioItem value="light">{t('web.me.light')}</Menu.RadioItem>
      <Menu.RadioItem value="dark">{t('web.me.dark')}</Menu.RadioItem>
      <Menu.RadioItem value="auto">{t('web.me.auto')}</Menu.RadioItem>
    </Menu.RadioGroup>
  );
}

function Languages() {
  const { language, choose } = useText();
  return (
    <Menu.RadioGroup value={language} onChange={(other) => void choose(other as Language)}>
      {languages.map((other) => (
        <Menu.RadioItem key={other} value={other} lang={other}>
          {names[other]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

export function Me({ help, signOut }: { help: () => void; signOut: () => void }) {
  const { t } = useText();
  const session = useSession();
  return (
    <Menu position="top-start" width={250} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.me}>
          <span className={styles.face} aria-hidden>
            {initials(session.account.name)}
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{session.account.name}</span>
            <span className={styles.house}>{session.organisation.name}</span>
            <VisuallyHidden>{t('web.me.menu')}</VisuallyHidden>
          </span>
          <IconSelector {...sign} className={styles.more} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('web.me.language')}</Menu.Label>
        <Languages />
        <Menu.Divider />
        <Menu.Label>{t('web.me.look')}</Menu.Label>
        <Schemes />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard {...sign} />} onClick={help}>
          {t('web.keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout {...sign} />} onClick={signOut}>
          {t('web.me.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
