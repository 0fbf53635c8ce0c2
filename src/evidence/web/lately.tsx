// The last entries of the log, in short.

import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { get } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { useText } from '@web/text/texts.tsx';

import { shortIds } from './ids.ts';
import styles from './lately.module.css';
import { wordOfEvent } from './words.ts';

export function Lately({ most }: { most: number }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['evidence', 'lately', most],
    queryFn: ({ signal }) => get('/api/evidence/entries', { query: { limit: most }, signal }),
  });
  return (
    <Loaded from={query} shape={<TableShape rows={most} />}>
      {({ entries }) =>
        entries.length > 0 ? (
          <ol className={styles.list}>
            {entries.map((entry) => (
              <li key={entry.id} className={styles.line}>
                <span>
                  {wordOfEvent(t, entry.event)}
                  {entry.object && <span className={styles.object}>{shortIds(entry.object)}</span>}
                </span>
                <span className={styles.at}>
                  <Moment at={entry.at} />
                </span>
              </li>
            ))}
          </ol>
        ) : (
          <Empty
            small
            icon={IconListDetails}
            title={t('evidence.page.none')}
            what={t('evidence.page.none_what')}
          />
        )
      }
    </Loaded>
  );
}
