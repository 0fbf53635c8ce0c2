// The rail: where one can go, the way into the palette, and who one is.

import { Link } from '@tanstack/react-router';

import { useText } from '@web/text/texts.tsx';

import { Me } from './me.tsx';
import type { MenuGroup } from './menu.ts';
import { Organisation } from './organisation.tsx';
import styles from './rail.module.css';
import { SearchButton } from './search_button.tsx';
import { Wordmark } from './wordmark.tsx';

interface RailProps {
  menu: MenuGroup[];
  help: () => void;
  signOut: () => void;
  went: () => void;
}

export function Rail({ menu, help, signOut, went }: RailProps) {
  const { t } = useText();
  return (
    <div className={styles.rail}>
      <div className={styles.top}>
        <Wordmark />
      </div>
      <Organisation />
      <SearchButton />
      <nav className={styles.nav} aria-label={t('web.frame.menu')}>
        {menu.map(({ group, title, pages }) => (
          <section key={group} className={styles.group}>
            {title && <h2 className={styles.heading}>{t(title)}</h2>}
            <ul className={styles.list}>
              {pages.map((page) => (
                <li key={page.path}>
                  <Link
                    to={page.path as '/'}
                    className={styles.item ?? ''}
                    activeOptions={{ exact: page.path === '/' }}
                    onClick={went}
                  >
                    <page.menu.icon size={19} stroke={1.6} aria-hidden />
                    {t(page.title)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <Me help={help} signOut={signOut} />
    </div>
  );
}
