// What is still missing, where it is mended, what could be better, and the record on paper.

import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { postFile } from '@web/api/post_file.ts';
import { saveBlob } from '@web/api/save_blob.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

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
        {activity.state === 'draft' && <Status tone="wait">{t('packs.details.draft')}</Status>}
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

type Left = AnswerOf<'/api/processing/starts', 'post'>['left'];

function StayDrafts({ left }: { left: Left }) {
  const { t } = useText();
  if (left.length === 0) return null;
  return (
    <section aria-label={t('packs.details.left')} className={styles.left}>
      <h3 className={styles.unit}>{t('packs.details.left')}</h3>
      <ul>
        {left.map(({ number, title, why }) => (
          <li key={number}>
            <PageLink to={`/processing/activity/${number}`}>{`${number} ${title}`}</PageLink>
            <ul>
              {why.map(({ path, label, text }) => (
                <li key={path + text}>{label ? `${label}: ${text}` : text}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

/// All drafts that lack nothing, at once; of the others why not.
function TakeIntoUse({ drafts }: { drafts: number }) {
  const { t } = useText();
  const client = useQueryClient();
  const { undoable } = useNotices();
  const [left, setLeft] = useState<Left>([]);
  const again = async () => {
    await client.invalidateQueries({ queryKey: ['packs'] });
    await client.invalidateQueries({ queryKey: ['records'] });
  };
  const act = async (reason: string) => {
    const {
      change,
      started,
      left: others,
    } = await post('/api/processing/starts', {
      body: { reason },
    });
    setLeft(others);
    await again();
    if (change === null) return;
    undoable(t('packs.details.started', { count: started.length }), async () => {
      await post('/api/processing/{kind}/changes/{change}/undo', {
        path: { kind: 'activity', change },
        body: { reason: t('packs.details.start_undone') },
      });
      setLeft([]);
      await again();
    });
  };
  return (
    <>
      {drafts > 0 && (
        <Reasoned
          title={t('packs.details.start', { count: drafts })}
          what={t('packs.details.start_what')}
          label={t('packs.details.start_why')}
          verb={t('packs.details.start_verb')}
          opener={t('packs.details.start', { count: drafts })}
          act={act}
        />
      )}
      <StayDrafts left={left} />
    </>
  );
}

function Print() {
  const { t, language } = useText();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => postFile('/api/processing/documents', { body: { format: 'pdf', language } }),
    onSuccess: (file) => saveBlob(file, `${t('packs.details.file')}.pdf`),
  });
  return (
    <>
      <Button
        variant="default"
        loading={isPending}
        onClick={() => mutate()}
        leftSection={<IconFileTypePdf size={18} aria-hidden />}
      >
        {t('packs.details.pdf')}
      </Button>
      {error && <Failure error={error} />}
    </>
  );
}

function All({ activities, count, complete }: Progress) {
  const { t } = useText();
  const session = useSession();
  const drafts = activities.filter(({ state }) => state === 'draft').length;
  return (
    <>
      <p role="status" className={styles.sum} data-whole={complete === count || undefined}>
        {count > 0 && complete === count
          ? t('packs.details.whole', { count })
          : t('packs.details.part', { complete, count })}
      </p>
      <div className={styles.buttons}>
        {may(session, 'processing.decide') && <TakeIntoUse drafts={drafts} />}
        {count > 0 && <Print />}
      </div>
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
      <Loaded from={progress}>{(data) => <All {...data} />}</Loaded>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => go('processes')}>
          {t('packs.questions.back')}
        </Button>
      </div>
    </>
  );
}
