// The frame of every page: the rail with the menu, the page itself. On a narrow screen the rail
// waits behind a button.

import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { erase } from '@web/api/client.ts';
import { useNotices } from '@web/components/notices.tsx';
import { pages } from '@web/pages.ts';
import { useText } from '@web/text/texts.tsx';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { choices, keepChoices } from './choices.ts';
import styles from './frame.module.css';
import { KeyHelp } from './key_help.tsx';
import { useKeys } from './keys.ts';
import { menuOf } from './menu.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { may, sessionQuery, useSession } from './session.tsx';
import { StepUp } from './step_up.tsx';
import { Wordmark } from './wordmark.tsx';

const content = 'content';

function useSignOut(): () => void {
  const client = useQueryClient();
  const router = useRouter();
  const { failed } = useNotices();
  return useCallback(() => {
    const kept = choices();
    erase('/api/accounts/session').then(() => {
      keepChoices(kept); // The server has the browser forget all that it kept.
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
      return router.navigate({ to: '/sign-in' as '/', replace: true });
    }, failed);
  }, [client, router, failed]);
}

/// Whoever hears the pages is put at the new one's beginning, as a sighted person is.
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path) main.current?.focus();
    before.current = path;
  }, [path]);
  return main;
}

export function Frame() {
  const { t } = useText();
  const session = useSession();
  const navigate = useNavigate();
  const main = useFocusOnNewPage();
  const signOut = useSignOut();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);

  const menu = useMemo(() => menuOf(pages, (permission) => may(session, permission)), [session]);
  const shown = useMemo(() => menu.flatMap((group) => group.pages), [menu]);
  const goTo = useMemo(
    () =>
      new Map(
        shown.flatMap((page) =>
          page.letter ? [[page.letter, () => void navigate({ to: page.path as '/' })]] : [],
        ),
      ),
    [shown, navigate],
  );
  useKeys(openHelp, goTo);

  const rail = <Rail menu={menu} help={openHelp} signOut={signOut} went={closeDrawer} />;
  return (
    <>
      <a className={styles.skip} href={`#${content}`}>
        {t('web.frame.skip')}
      </a>
      <div className={styles.frame}>
        {wide ? (
          <div className={styles.rail}>
            <div className={styles.pinned}>{rail}</div>
          </div>
        ) : (
          <header className={styles.bar}>
            <button
              type="button"
              className={styles.tool}
              onClick={openDrawer}
              aria-label={t('web.frame.menu')}
              aria-expanded={drawer}
            >
              <IconMenu2 size={22} stroke={1.7} aria-hidden />
            </button>
            <Wordmark />
            <button
              type="button"
              className={styles.tool}
              onClick={spotlight.open}
              aria-label={t('web.palette.open')}
            >
              <IconSearch size={20} stroke={1.7} aria-hidden />
            </button>
          </header>
        )}
        <main id={content} ref={main} tabIndex={-1} className={styles.main}>
          <div className={styles.sheet}>
            <Outlet />
          </div>
        </main>
      </div>
      <Drawer
        opened={drawer && !wide}
        onClose={closeDrawer}
        size={288}
        padding={0}
        withCloseButton={false}
        title={t('web.frame.menu')}
        classNames={{
          content: styles.drawer ?? '',
          header: styles.hidden ?? '',
          body: styles.whole ?? '',
        }}
      >
        {rail}
      </Drawer>
      <Palette pages={shown} help={openHelp} signOut={signOut} />
      <StepUp />
      <KeyHelp open={help} close={closeHelp} pages={shown} />
    </>
  );
}
