// What is still missing, where it is mended, what could be better, and the record on paper.

import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';

import { saveFile } from '@web/api/save_file.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './packs.module.css';
import { type Activity, type Pack, type Progress, progressQuery } from './query.ts';
import { Score } from './score.tsx';

function Detail({ activity }: { activity: Activity }) {
  const { t } = useText();
  const to = `/processing/activity/${activity.number}`;
  return (
    <li className={styles.detail}>
      <div className={styles.detailHead}>
        <PageLink to={to}>{activity.title}</PageLink>
        <Score activity={activity} />
      </div>
      {activity.missing.length > 0 && (
        <ul>
          {activity.missing.map(({ path, text, subject }) => (
            <li key={path + text}>{`${subject}: ${text}`}</li>
          ))}
        </ul>
      )}
      {activity.notes.length > 0 && (
        <details>
          <summary>{t('packs.details.notes', { count: activity.notes.length })}</summary>
          <ul>
            {activity.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function All({ activities, count, complete, pack }: Progress & { pack: Pack }) {
  const { t } = useText();
  const printing = useMutation({
    mutationFn: () => saveFile(`/api/packs/${pack.pack}/record`, `${t('packs.details.file')}.pdf`),
  });
  return (
    <>
      <p role="status" className={styles.sum} data-whole={complete === count || undefined}>
        {count > 0 && complete === count
          ? t('packs.details.whole', { count })
          : t('packs.details.part', { complete, count })}
      </p>
      <p>
        <Button
          loading={printing.isPending}
          onClick={() => printing.mutate()}
          leftSection={<IconFileTypePdf size={18} aria-hidden />}
        >
          {t('packs.details.pdf')}
        </Button>
      </p>
      {printing.error && <Failure error={printing.error} />}
      <ul className={styles.details}>
        {activities.map((activity) => (
          <Detail key={activity.id} activity={activity} />
        ))}
      </ul>
      {count > activities.length && (
        <p>
          <PageLink to="/processing/activity">
            {t('packs.details.more', { shown: activities.length, count })}
          </PageLink>
        </p>
      )}
    </>
  );
}

export function Details({ pack, go }: { pack: Pack; go: (at: string) => void }) {
  const { t, language } = useText();
  const progress = useQuery(progressQuery(pack.pack, language));
  return (
    <>
      <h2 className={styles.title}>{t('packs.details.title')}</h2>
      <p>{t('packs.details.what')}</p>
      <Loaded from={progress}>{(data) => <All {...data} pack={pack} />}</Loaded>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => go('processes')}>
          {t('packs.questions.back')}
        </Button>
      </div>
    </>
  );
}
