// What people without an account were asked, newest first.

import { NativeSelect } from '@mantine/core';
import { IconMailQuestion } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';

import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { More } from '@web/components/more.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';

import styles from './guests.module.css';
import { listQuery, type State } from './query.ts';
import { RequestTable } from './table.tsx';
import { states } from './words.tsx';

const all = { state: '' };

export default function RequestsPage() {
  const { t, language } = useText();
  const [filter, change] = useAddress(all);
  const query = useInfiniteQuery(listQuery(filter.state as State | '', {}, language));
  return (
    <>
      <PageHead
        title={t('guests.page.title')}
        purpose={t('guests.page.purpose')}
        law="GDPR art. 5.1 d, 28.3 h, 30"
      />
      <search className={styles.filters} aria-label={t('guests.list.filter')}>
        <NativeSelect
          label={t('guests.list.state')}
          value={filter.state}
          onChange={(event) => change({ state: event.currentTarget.value })}
          data={[
            { value: '', label: t('guests.list.any') },
            ...Object.entries(states).map(([state, [, word]]) => ({
              value: state,
              label: t(word),
            })),
          ]}
        />
      </search>
      <Loaded from={query}>
        {({ pages }) => {
          const requests = pages.flatMap((page) => page.requests);
          if (requests.length > 0 || query.hasNextPage) {
            return <RequestTable requests={requests} caption={t('guests.page.title')} withRecord />;
          }
          return filter.state ? (
            <p className={styles.hint}>{t('guests.list.none_so')}</p>
          ) : (
            <Empty
              icon={IconMailQuestion}
              title={t('guests.list.none')}
              what={t('guests.list.none_what')}
              step={<PageLink to="/parties">{t('guests.list.none_step')}</PageLink>}
            />
          );
        }}
      </Loaded>
      <More query={query} label={t('guests.list.more')} />
    </>
  );
}
