// The guided path: questions, what comes of them, departments, processes, details. Where one is
// stands in the address; what was answered is kept by the server, so that one can stop and go back.

import type { Forms } from '@room/records/web/records.ts';
import { useQuery } from '@tanstack/react-query';

import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';
import { useEffect, useRef } from 'react';

import { Departments } from './departments.tsx';
import { Details } from './details.tsx';
import { Look } from './look.tsx';
import styles from './packs.module.css';
import { Processes } from './processes.tsx';
import { type Pack, packQuery, usePack } from './query.ts';
import { Questions } from './questions.tsx';

const start = { at: '' };
const phases = ['questions', 'look', 'departments', 'processes', 'details'] as const;
type Phase = (typeof phases)[number];

const phaseWords = {
  questions: 'packs.phase.questions',
  look: 'packs.phase.look',
  departments: 'packs.phase.departments',
  processes: 'packs.phase.processes',
  details: 'packs.phase.details',
} as const;

interface StepsProps {
  now: Phase;
  taken: boolean;
  go: (at: string) => void;
}

function Steps({ now, taken, go }: StepsProps) {
  const { t } = useText();
  return (
    <nav aria-label={t('packs.phase.all')}>
      <ol className={styles.steps}>
        {phases.map((phase) => (
          <li key={phase} aria-current={phase === now ? 'step' : undefined}>
            {phase === now || (!taken && phases.indexOf(phase) > 0) ? (
              <span>{t(phaseWords[phase])}</span>
            ) : (
              <button type="button" onClick={() => go(phase)}>
                {t(phaseWords[phase])}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Phases({ pack, forms }: { pack: Pack; forms: Forms }) {
  const [{ at }, change] = useAddress(start);
  const taken = pack.applied_version > 0;
  const wanted = at || (taken ? 'details' : 'questions');
  const phase = phases.find((one) => one === wanted) ?? 'questions';
  const head = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  // Whoever goes on by keyboard or hears the page is taken to its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time the place changes.
  useEffect(() => {
    if (!first.current) head.current?.focus();
    first.current = false;
  }, [wanted]);
  const go = (to: string) => change({ at: to });
  return (
    <>
      <Steps now={phase} taken={taken} go={go} />
      <div ref={head} tabIndex={-1} className={styles.phase}>
        {phase === 'questions' && <Questions pack={pack} forms={forms} at={wanted} go={go} />}
        {phase === 'look' && <Look pack={pack} go={go} />}
        {phase === 'departments' && <Departments pack={pack} go={go} />}
        {phase === 'processes' && <Processes pack={pack} go={go} />}
        {phase === 'details' && <Details pack={pack} go={go} />}
      </div>
    </>
  );
}

export function Path({ forms }: { forms: Forms }) {
  const { t, language } = useText();
  const name = usePack();
  const pack = useQuery(packQuery(name, language));
  return (
    <>
      <PageHead
        title={pack.data?.title ?? t('packs.page.title')}
        purpose={t('packs.page.purpose')}
        law="GDPR art. 30"
      />
      <Loaded from={pack}>{(data) => <Phases key={data.pack} pack={data} forms={forms} />}</Loaded>
    </>
  );
}
