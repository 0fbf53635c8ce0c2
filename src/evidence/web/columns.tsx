// The columns of a table of entries; those that were sealed where they are open.

import { Moment } from '@web/components/moment.tsx';
import type { Column } from '@web/components/table.tsx';
import { useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import { shortIds } from './ids.ts';
import styles from './log.module.css';
import type { Entry } from './looking.ts';
import { wordOfEvent, wordOfUse } from './words.ts';

export function useColumns(opened: boolean): Column<Entry>[] {
  const { t } = useText();
  const { account } = useSession();
  const nameOf = (entry: Entry) => {
    const id = entry.opened?.account ?? '';
    if (id === account.id) return account.name;
    return entry.opened?.name ?? (shortIds(id) || '–');
  };
  const columns: Column<Entry>[] = [
    {
      name: 'at',
      head: t('evidence.page.at'),
      cell: (entry) => <Moment at={entry.at} exact />,
      tight: true,
    },
    {
      name: 'event',
      head: t('evidence.page.event'),
      cell: (entry) => (
        <>
          {wordOfEvent(t, entry.event)}
          <span className={styles.use}>{wordOfUse(t, entry.use)}</span>
        </>
      ),
    },
    {
      name: 'object',
      head: t('evidence.page.object'),
      cell: (entry) => shortIds(entry.object) || '–',
    },
  ];
  if (opened) {
    columns.push(
      { name: 'account', head: t('evidence.page.account'), cell: nameOf },
      {
        name: 'criterion',
        head: t('evidence.page.criterion'),
        cell: (entry) => entry.opened?.criterion || '–',
      },
      {
        name: 'reference',
        head: t('evidence.page.reference'),
        cell: (entry) => entry.opened?.reference || '–',
      },
    );
  }
  columns.push({
    name: 'position',
    head: t('evidence.page.position'),
    cell: (entry) => entry.position ?? t('evidence.page.waiting'),
    number: true,
    tight: true,
  });
  return columns;
}
