// The first quarter of an hour: three steps from nothing to a map that a person has confirmed. What
// is done is seen from the systems and maps themselves, so the guide can be left and come back to.

import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { TableShape } from '@web/components/shapes.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './begin.module.css';
import { type BeginningStep, useBeginning } from './beginning.ts';

const titles: Record<BeginningStep['name'], [PlainKey, PlainKey]> = {
  system: ['overview.begin.system', 'overview.begin.system_what'],
  map: ['overview.begin.map', 'overview.begin.map_what'],
  confirm: ['overview.begin.confirm', 'overview.begin.confirm_what'],
};

const ways: [to: string, name: PlainKey, what: PlainKey][] = [
  ['/connectors/new?way=files', 'overview.begin.files', 'overview.begin.files_what'],
  ['/connectors/new?way=postgresql', 'overview.begin.database', 'overview.begin.database_what'],
  ['/connectors/new?way=manual', 'overview.begin.manual', 'overview.begin.manual_what'],
];

function Ways() {
  const { t } = useText();
  return (
    <ul className={styles.ways}>
      {ways.map(([to, name, what]) => (
        <li key={to}>
          <PageLink to={to}>{t(name)}</PageLink>
          <p className={styles.what}>{t(what)}</p>
        </li>
      ))}
    </ul>
  );
}

function How({ step }: { step: BeginningStep }) {
  const { t } = useText();
  const session = useSession();
  if (step.name === 'system')
    return may(session, 'connectors.add') ? <Ways /> : <p>{t('overview.begin.ask')}</p>;
  const to = step.system ? `/discovery/${step.system}` : '/connectors';
  const allowed = may(session, step.name === 'map' ? 'datamap.propose' : 'datamap.confirm');
  if (!allowed) return <p>{t('overview.begin.ask')}</p>;
  return (
    <p>
      <PageLink to={to}>
        {step.system
          ? t('overview.begin.go_to', { system: step.system })
          : t('overview.begin.go_to_systems')}
      </PageLink>
    </p>
  );
}

type Turn = 'done' | 'next' | 'later';
const turns: Record<Turn, PlainKey> = {
  done: 'overview.begin.done',
  next: 'overview.begin.next',
  later: 'overview.begin.later',
};

function Step({ step, turn }: { step: BeginningStep; turn: Turn }) {
  const { t } = useText();
  const [title, what] = titles[step.name];
  const Sign = turn === 'done' ? IconCircleCheck : IconCircleDashed;
  return (
    <li
      className={styles.step}
      data-turn={turn}
      {...(turn === 'next' ? { 'aria-current': 'step' as const } : {})}
    >
      <Sign size={24} stroke={1.6} aria-hidden />
      <div>
        <h2 className={styles.title}>
          {t(title)} <span className={styles.turn}>{t(turns[turn])}</span>
        </h2>
        <p className={styles.what}>{t(what)}</p>
        {turn !== 'later' && (turn === 'next' || step.name === 'system') && <How step={step} />}
      </div>
    </li>
  );
}

export default function BeginPage() {
  const { t } = useText();
  const session = useSession();
  const { steps, known, failed } = useBeginning();
  const next = steps.findIndex((step) => !step.done);
  const turn = (at: number): Turn => (steps[at]?.done ? 'done' : at === next ? 'next' : 'later');
  return (
    <>
      <PageHead title={t('overview.begin.title')} purpose={t('overview.begin.purpose')} />
      {failed && <Failure error={failed} />}
      {!known && !failed && may(session, 'datamap.show') && <TableShape rows={3} />}
      {(known || !may(session, 'datamap.show')) && (
        <ol className={styles.steps}>
          {steps.map((step, at) => (
            <Step key={step.name} step={step} turn={turn(at)} />
          ))}
        </ol>
      )}
      {known && next < 0 && (
        <section className={styles.then}>
          <h2 className={styles.title}>{t('overview.begin.then')}</h2>
          <p className={styles.what}>{t('overview.begin.then_what')}</p>
          <p>
            <PageLink to="/">{t('overview.begin.home')}</PageLink>
            {may(session, 'evidence.read') && (
              <>
                {' · '}
                <PageLink to="/evidence">{t('overview.begin.log')}</PageLink>
              </>
            )}
          </p>
        </section>
      )}
    </>
  );
}
