// What people say to each other about a record.

import { Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { get, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { type Comment, of } from './query.ts';
import styles from './records.module.css';
import talk from './talk.module.css';

export interface AtProps {
  room: string;
  kind: string;
  number: string;
}

export interface TalkProps {
  at: AtProps;
  /// Whether whoever looks may change the record: then also what others said and were given to do.
  mayEdit: boolean;
}

/// What was said or done is asked for again, on this page and on the first one.
export function useAgain() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['records'] });
}

function Said({ at, mayEdit, comment }: TalkProps & { comment: Comment }) {
  const { t } = useText();
  const again = useAgain();
  const { failed } = useNotices();
  const path = { kind: at.kind, number: at.number };
  const { withdrawn } = comment;
  const seen = async () => {
    try {
      await post(of(at.room, '/api/processing/{kind}/{number}/seen'), { path });
      await again();
    } catch (error) {
      failed(error);
    }
  };
  return (
    <li className={talk.comment} data-waits={comment.waits || undefined}>
      <p className={talk.head}>
        <strong>{comment.by}</strong> <Moment at={comment.at} />
      </p>
      {withdrawn ? (
        <p className={styles.hint}>
          {t('records.talk.withdrawn', { name: withdrawn.by, reason: withdrawn.reason })}
        </p>
      ) : (
        <p className={styles.prose}>{comment.text}</p>
      )}
      {!withdrawn && (
        <div className={styles.buttons}>
          {comment.waits && (
            <Button size="compact-sm" onClick={() => void seen()}>
              {t('records.talk.seen')}
            </Button>
          )}
          {(comment.mine || mayEdit) && (
            <Reasoned
              small
              title={t('records.talk.withdraw_title')}
              what={t('records.talk.withdraw_what')}
              label={t('records.one.reason')}
              verb={t('records.talk.withdraw')}
              act={async (reason) => {
                await post(
                  of(at.room, '/api/processing/{kind}/{number}/comments/{comment}/withdrawal'),
                  { path: { ...path, comment: comment.id }, body: { reason } },
                );
                await again();
              }}
            />
          )}
        </div>
      )}
    </li>
  );
}

function Say({ at }: { at: AtProps }) {
  const { t } = useText();
  const again = useAgain();
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await post(of(at.room, '/api/processing/{kind}/{number}/comments'), {
        path: { kind: at.kind, number: at.number },
        body: { text },
      });
      setText('');
      await again();
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <form className={talk.say} onSubmit={(event) => void send(event)}>
      <Textarea
        label={t('records.talk.say')}
        description={t('records.talk.how')}
        autosize
        minRows={2}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error !== undefined && <Failure error={error} />}
      <div>
        <Button type="submit" variant="default" loading={busy} disabled={text.trim() === ''}>
          {t('records.talk.send')}
        </Button>
      </div>
    </form>
  );
}

export function Talk({ at, mayEdit }: TalkProps) {
  const { t } = useText();
  const comments = useQuery({
    queryKey: ['records', at.room, at.kind, at.number, 'comments'],
    queryFn: ({ signal }) =>
      get(of(at.room, '/api/processing/{kind}/{number}/comments'), {
        path: { kind: at.kind, number: at.number },
        signal,
      }),
  });
  return (
    <section aria-labelledby="talk">
      <h2 id="talk" className={styles.title}>
        {t('records.talk.title')}
      </h2>
      <Loaded from={comments}>
        {(data) =>
          data.comments.length > 0 && (
            <ol className={talk.comments}>
              {data.comments.map((comment) => (
                <Said key={comment.id} at={at} mayEdit={mayEdit} comment={comment} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <Say at={at} />
    </section>
  );
}
