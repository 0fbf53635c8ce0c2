// The command palette: where one can go and what one can do, by a few letters of it.

import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconHelpCircle,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';

import { languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';

import type { MenuPage } from './menu.ts';
import styles from './palette.module.css';

interface PaletteProps {
  pages: MenuPage[];
  help: () => void;
  signOut: () => void;
}

export function Palette({ pages, help, signOut }: PaletteProps) {
  const { t, language, choose } = useText();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const sign = { size: 19, stroke: 1.6, 'aria-hidden': true } as const;

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('web.palette.go'),
      actions: pages.map((page) => ({
        id: page.path,
        label: t(page.title),
        leftSection: <page.menu.icon {...sign} />,
        onClick: () => void navigate({ to: page.path as '/' }),
      })),
    },
    {
      group: t('web.palette.settings'),
      actions: [
        ...languages
          .filter((other) => other !== language)
          .map((other) => ({
            id: `language-${other}`,
            label: t('web.palette.language', { language: names[other] }),
            leftSection: <IconLanguage {...sign} />,
            onClick: () => void choose(other),
          })),
        {
          id: 'light',
          label: t('web.palette.light'),
          leftSection: <IconSun {...sign} />,
          onClick: () => setColorScheme('light'),
        },
        {
          id: 'dark',
          label: t('web.palette.dark'),
          leftSection: <IconMoon {...sign} />,
          onClick: () => setColorScheme('dark'),
        },
        {
          id: 'keys',
          label: t('web.keys.title'),
          leftSection: <IconHelpCircle {...sign} />,
          onClick: help,
        },
        {
          id: 'sign-out',
          label: t('web.me.sign_out'),
          leftSection: <IconLogout {...sign} />,
          onClick: signOut,
        },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups}
      nothingFound={t('web.palette.nothing')}
      highlightQuery
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      classNames={{ actionsGroup: styles.group }}
      shortcut={['mod + K']}
      searchProps={{
        leftSection: <IconSearch {...sign} />,
        placeholder: t('web.palette.placeholder'),
        'aria-label': t('web.palette.placeholder'),
      }}
    />
  );
}
