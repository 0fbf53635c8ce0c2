// Who is signed in, with what belongs to the person alone: language, light or dark, the way out.

import { Menu, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from '@tabler/icons-react';

import { languages, names } from '@web/text/language.ts';
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
  const all = [
    ['light', t('web.me.light'), IconSun],
    ['dark', t('web.me.dark'), IconMoon],
    ['auto', t('web.me.auto'), IconDeviceDesktop],
  ] as const;
  return all.map(([scheme, label, Sign]) => (
    <Menu.Item
      key={scheme}
      role="menuitemradio"
      aria-checked={colorScheme === scheme}
      leftSection={<Sign {...sign} />}
      rightSection={colorScheme === scheme && <IconCheck {...sign} />}
      closeMenuOnClick={false}
      onClick={() => setColorScheme(scheme)}
    >
      {label}
    </Menu.Item>
  ));
}

function Languages() {
  const { language, choose } = useText();
  return languages.map((other) => (
    <Menu.Item
      key={other}
      role="menuitemradio"
      aria-checked={language === other}
      lang={other}
      rightSection={language === other && <IconCheck {...sign} />}
      closeMenuOnClick={false}
      onClick={() => void choose(other)}
    >
      {names[other]}
    </Menu.Item>
  ));
}

export function Me({ help, signOut }: { help: () => void; signOut: () => void }) {
  const { t } = useText();
  const session = useSession();
  return (
    <Menu position="top-start" width={250} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={styles.me}>
          <span className={styles.face} aria-hidden>
            {initials(session.name)}
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{session.name}</span>
            <span className={styles.house}>{session.organisation}</span>
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
