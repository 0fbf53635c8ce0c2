// What is said in passing, in the corner: that something was done, with a way back where there is
// one, or that it was not. Stays long enough to be read, and as long as the pointer is on it.

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { asProblem } from '@web/api/problem.ts';
import { useText } from '@web/text/texts.tsx';
import { useCallback } from 'react';

import { sentenceOf } from './failure.tsx';

const shown_ms = 8_000;
const undo_ms = 12_000;

export interface Notices {
  done: (sentence: string) => void;
  /// `undo` is offered for twelve seconds, and once.
  undoable: (sentence: string, undo: () => Promise<void>) => void;
  failed: (error: unknown) => void;
}

export function useNotices(): Notices {
  const { t } = useText();

  const close = t('web.state.close');
  const show = useCallback(
    (message: React.ReactNode, ms: number | false, color?: string) =>
      notifications.show({
        message,
        autoClose: ms,
        withBorder: true,
        closeButtonProps: { 'aria-label': close },
        ...(color ? { color } : {}),
      }),
    [close],
  );

  const failed = useCallback(
    (error: unknown) => {
      const problem = asProblem(error);
      const number = problem.incident && t('web.failure.incident', { number: problem.incident });
      show([sentenceOf(problem, t), number].filter(Boolean).join(' '), false, 'red.8');
    },
    [show, t],
  );

  const undoable = useCallback(
    (sentence: string, undo: () => Promise<void>) => {
      const back = () => {
        notifications.hide(id);
        undo().then(() => show(t('web.undo.undone'), shown_ms), failed);
      };
      const id = show(
        <>
          {sentence}{' '}
          <Button size="compact-sm" variant="subtle" onClick={back}>
            {t('web.undo.undo')}
          </Button>
        </>,
        undo_ms,
      );
    },
    [show, failed, t],
  );

  return { done: (sentence) => show(sentence, shown_ms), undoable, failed };
}
