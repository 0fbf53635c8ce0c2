// A link to a page of ours: no reload, fetched when pointed at, open in a new tab as any link.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import styles from './link.module.css';

interface PageLinkProps {
  /// The address within Ombud, its filters included: "/evidence?use=view".
  to: string;
  /// Without the underline, where a list of links is seen to be one.
  plain?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function PageLink({ to, plain, className, children }: PageLinkProps) {
  const [pathname, search] = to.split('?');
  return (
    <Link
      to={pathname as '/'}
      search={(search ? Object.fromEntries(new URLSearchParams(search)) : {}) as never}
      className={[plain ? styles.plain : styles.link, className].filter(Boolean).join(' ')}
    >
      {children}
    </Link>
  );
}
