// Below a record: who outside was asked about it, and asking somebody.

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { Loaded } from '@web/components/loaded.tsx';
import { More } from '@web/components/more.tsx';
import type { RecordPartProps } from '@web/record_part.ts';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './guests.module.css';
import { listQuery } from './query.ts';
import { RequestTable } from './table.tsx';

export default function RequestsPart({ room, kind, number, mayEdit }: RecordPartProps) {
  const { t, language } = useText();
  const session = useSession();
  const navigate = useNavigate();
  const query = useInfiniteQuery(listQuery('', { kind, record: number }, language));
  const mayAsk = mayEdit && may(session, 'guests.ask');
  return (
    <section aria-labelledby="guests">
      <h2 id="guests" className={styles.title}>
        {t('guests.part.title')}
      </h2>
      <Loaded from={query}>
        {({ pages }) => {
          const requests = pages.flatMap((page) => page.requests);
          return requests.length > 0 ? (
            <RequestTable requests={requests} caption={t('guests.part.title')} withRecord={false} />
          ) : (
            <p className={styles.hint}>{t('guests.part.none')}</p>
          );
        }}
      </Loaded>
      <More query={query} label={t('guests.list.more')} />
      {mayAsk && (
        <Button
          mt="sm"
          variant="default"
          onClick={() => void navigate({ to: `/guests/ask/${room}/${kind}/${number}` as '/' })}
        >
          {t('guests.part.ask')}
        </Button>
      )}
    </section>
  );
}
