// Answers given, seen at once and sent in the background; each can be taken back as it was.

import { useQueryClient } from '@tanstack/react-query';
import { post } from '@web/api/client.ts';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { useCallback } from 'react';

import { type Answer, type Answers, answersQuery } from './queries.ts';
import { byTable, idOf, type Row } from './rows.ts';

type Category = NonNullable<Answer['category']>;

async function send(system: string, rows: Row[], personal: boolean, category?: Category) {
  for (const [table, columns] of byTable(rows))
    await post('/api/discovery/answers/{system}', {
      path: { system },
      body: { table, columns, personal, ...(category ? { category } : {}) },
    });
}

async function withdraw(system: string, rows: Row[]) {
  for (const [table, columns] of byTable(rows))
    await post('/api/discovery/withdrawals/{system}', {
      path: { system },
      body: { table, columns },
    });
}

/// Back to what was said of each before, or to nothing.
async function restore(system: string, rows: Row[]) {
  await withdraw(
    system,
    rows.filter((row) => !row.answer),
  );
  for (const row of rows)
    if (row.answer)
      await send(system, [row], row.answer.personal, row.answer.category ?? undefined);
}

function withAnswers(before: Answers, rows: Row[], personal: boolean, who: string): Answers {
  const ids = new Set(rows.map((row) => row.id));
  const said_at = new Date().toISOString();
  return {
    answers: [
      ...before.answers.filter((one) => !ids.has(idOf(one.table, one.column))),
      ...rows.map(({ table, column }) => ({
        table,
        column,
        personal,
        category: null,
        said_by: who,
        said_at,
      })),
    ],
    waiting: before.waiting,
  };
}

export function useAnswering(system: string, who: string) {
  const { t } = useText();
  const client = useQueryClient();
  const notices = useNotices();
  const key = answersQuery(system).queryKey;

  const answer = useCallback(
    async (rows: Row[], personal: boolean, category?: Category) => {
      if (rows.length === 0) return;
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<Answers>(key);
      if (before) client.setQueryData(key, withAnswers(before, rows, personal, who));
      const ask_again = () => client.invalidateQueries({ queryKey: key });
      try {
        await send(system, rows, personal, category);
      } catch (error) {
        notices.failed(error);
        await ask_again();
        return;
      }
      await ask_again();
      const first = rows[0] as Row;
      const count = rows.length;
      const what = count === 1 ? `${first.table}.${first.column}` : '';
      const sentence = what
        ? personal
          ? t('discovery.review.said_yes', { column: what })
          : t('discovery.review.said_no', { column: what })
        : personal
          ? t('discovery.review.said_yes_many', { count })
          : t('discovery.review.said_no_many', { count });
      notices.undoable(sentence, async () => {
        await restore(system, rows);
        await ask_again();
      });
    },
    [client, key, notices, system, t, who],
  );

  const takeBack = useCallback(
    async (rows: Row[]) => {
      const answered = rows.filter((row) => row.answer);
      if (answered.length === 0) return;
      try {
        await withdraw(system, answered);
      } catch (error) {
        notices.failed(error);
      }
      await client.invalidateQueries({ queryKey: key });
    },
    [client, key, notices, system],
  );

  return { answer, takeBack };
}
