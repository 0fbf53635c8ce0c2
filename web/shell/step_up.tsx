// Before what can't be undone or takes data away the server asks for a fresh proof of who is there.
// The request waits meanwhile and is sent again as it was; several that wait are asked for once.

import { Modal } from '@mantine/core';
import { settings } from '@web/api/client.ts';
import type { Problem } from '@web/api/problem.ts';
import { useText } from '@web/text/texts.tsx';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';

const ProofForm = lazy(() => import('./proof_form.tsx'));

interface Waiting {
  problem: Problem;
  answer: Promise<boolean>;
  end: (proved: boolean) => void;
}

function waitingFor(problem: Problem): Waiting {
  let end: (proved: boolean) => void = () => undefined;
  const answer = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  return { problem, answer, end };
}

/// Stands once, in the frame.
export function StepUp() {
  const { t } = useText();
  const waiting = useRef<Waiting>(undefined);
  const [shown, setShown] = useState<Problem>();
  useEffect(() => {
    settings.prove = (problem) => {
      waiting.current ??= waitingFor(problem);
      setShown(waiting.current.problem);
      return waiting.current.answer;
    };
    return () => {
      settings.prove = () => Promise.resolve(false);
      waiting.current?.end(false);
    };
  }, []);
  const end = (proved: boolean) => {
    setShown(undefined);
    waiting.current?.end(proved);
    waiting.current = undefined;
  };
  return (
    <Modal
      opened={shown !== undefined}
      onClose={() => end(false)}
      title={t('web.step_up.title')}
      closeButtonProps={{ 'aria-label': t('web.state.close') }}
      zIndex={400}
    >
      {shown && (
        <Suspense fallback={null}>
          <ProofForm problem={shown} end={end} />
        </Suspense>
      )}
    </Modal>
  );
}
