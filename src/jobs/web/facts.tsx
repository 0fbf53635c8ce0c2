// What a job was asked for with, and what came of it: as its kind names it, in the reader's words.

import { PageLink } from '@web/components/link.tsx';
import { type PlainKey, type Say, useText } from '@web/text/texts.tsx';

import styles from './jobs.module.css';

const words: Record<string, PlainKey> = {
  action: 'jobs.fact.action',
  already: 'jobs.fact.already',
  anew: 'jobs.fact.anew',
  answers: 'jobs.fact.answers',
  approved: 'jobs.fact.approved',
  again: 'jobs.fact.again',
  bounces: 'jobs.fact.bounces',
  by: 'jobs.fact.by',
  changes: 'jobs.fact.changes',
  checkpoints: 'jobs.fact.checkpoints',
  chosen: 'jobs.fact.chosen',
  event: 'jobs.fact.event',
  fields: 'jobs.fact.fields',
  folder: 'jobs.fact.folder',
  gone_by: 'jobs.fact.gone_by',
  held: 'jobs.fact.held',
  keep: 'jobs.fact.keep',
  language: 'jobs.fact.language',
  message: 'jobs.fact.message',
  not_read: 'jobs.fact.not_read',
  on: 'jobs.fact.on',
  open: 'jobs.fact.open',
  outcome: 'jobs.fact.outcome',
  planned: 'jobs.fact.planned',
  ran: 'jobs.fact.ran',
  renewed: 'jobs.fact.renewed',
  review: 'jobs.fact.review',
  rows: 'jobs.fact.rows',
  rule: 'jobs.fact.rule',
  rules: 'jobs.fact.rules',
  sample_rows: 'jobs.fact.sample_rows',
  sampled: 'jobs.fact.sampled',
  state: 'jobs.fact.state',
  stored: 'jobs.fact.stored',
  system: 'jobs.fact.system',
  tables: 'jobs.fact.tables',
  tasks: 'jobs.fact.tasks',
  told: 'jobs.fact.told',
  version: 'jobs.fact.version',
  waiting: 'jobs.fact.waiting',
  warnings: 'jobs.fact.warnings',
  wrong: 'jobs.fact.wrong',
};

// Of use to the program alone: where a sealed wish lies, why a plan waits (the plan says that).
const unsaid = new Set(['wish', 'waits', 'sealed']);

function said(t: Say, key: string): string | undefined {
  const text = t(key as PlainKey);
  return text === key ? undefined : text;
}

/// "housekeeping.sweep", "jobs" → "Ended jobs": what is nobody else's is the room's own word.
function label(t: Say, kind: string, name: string): string {
  const key = words[name];
  const room = kind.split('.')[0];
  return said(t, `${room}.job.gone_${name}`) ?? (key ? t(key) : name);
}

const facts_of_states: Record<string, string> = { state: 'actions.state', outcome: 'mail.state' };

function useValue() {
  const { t, number, day, language } = useText();
  return (name: string, value: string): string => {
    const states = facts_of_states[name];
    if (states) return said(t, `${states}.${value}`) ?? value;
    if (value === 'yes') return t('jobs.fact.yes');
    if (value === 'no') return t('jobs.fact.no');
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(new Date(value));
    if (name === 'language')
      return new Intl.DisplayNames(language, { type: 'language' }).of(value) ?? value;
    return /^\d+$/.test(value) ? number(Number(value)) : value;
  };
}

/// Nothing where there are none.
export function Facts({ kind, facts }: { kind: string; facts: Record<string, string> }) {
  const { t } = useText();
  const shownAs = useValue();
  const shown = Object.entries(facts).filter(([name, value]) => value !== '' && !unsaid.has(name));
  if (shown.length === 0) return null;
  return (
    <ul className={styles.said}>
      {shown.map(([name, value]) => (
        <li key={name}>
          {label(t, kind, name)}:{' '}
          {name === 'action' ? (
            <PageLink to={`/actions/${value}`}>{value}</PageLink>
          ) : (
            shownAs(name, value)
          )}
        </li>
      ))}
    </ul>
  );
}

/// Whether there is anything to say.
export function hasFacts(facts: Record<string, string> | null): boolean {
  return Object.entries(facts ?? {}).some(([name, value]) => value !== '' && !unsaid.has(name));
}
