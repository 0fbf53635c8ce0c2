// What kinds of record a room has, and how many there are of each.

import { useQueries, useQuery } from '@tanstack/react-query';

import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import { usePlace } from './place.ts';
import { type Kind, kindsQuery, listOf } from './query.ts';
import styles from './records.module.css';

function Kinds({ room, kinds }: { room: string; kinds: Kind[] }) {
  const { t, number } = useText();
  const counts = useQueries({
    queries: kinds.map(({ kind }) => ({
      queryKey: ['records', room, kind, 'count'],
      queryFn: ({ signal }: { signal: AbortSignal }) => listOf(room, kind, { limit: 1 }, signal),
    })),
  });
  return (
    <ul className={styles.kinds}>
      {kinds.map((kind, at) => {
        const count = counts[at]?.data?.count;
        return (
          <li key={kind.kind} className={styles.kind}>
            <div className={styles.kindHead}>
              <PageLink to={`/${room}/${kind.kind}`} className={styles.name}>
                {kind.plural}
              </PageLink>
              {count !== undefined && (
                <span className={styles.count}>
                  {count === 0 ? t('records.home.none') : number(count)}
                </span>
              )}
            </div>
            <p className={styles.hint}>{kind.about}</p>
          </li>
        );
      })}
    </ul>
  );
}

interface HomeProps {
  title: PlainKey;
  purpose: PlainKey;
  law: string;
  under?: ReactNode;
}

export function Home({ title, purpose, law, under }: HomeProps) {
  const { t, language } = useText();
  const { room } = usePlace();
  const kinds = useQuery(kindsQuery(room, language));
  return (
    <>
      <PageHead title={t(title)} purpose={t(purpose)} law={law} />
      <Loaded from={kinds}>{(data) => <Kinds room={room} kinds={data.kinds} />}</Loaded>
      {under}
    </>
  );
}
