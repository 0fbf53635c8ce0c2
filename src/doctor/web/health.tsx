// How this installation is, for whoever keeps it and for the data protection officer: what was found
// and how it is mended, when the last copies were made, and what is kept how long. Nothing here
// tells of a person whose data is looked after.

import { Button } from '@mantine/core';
import { JobLine, useJob } from '@room/jobs/web/jobs.ts';
import { IconStethoscope } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { Command } from '@web/components/command.tsx';
import { Empty } from '@web/components/empty.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status, type Tone } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';
import { type ReactNode, useState } from 'react';

import styles from './health.module.css';
import { type Health, healthQuery } from './query.ts';

type Examined = NonNullable<Health['examined']>;
type Finding = Examined['findings'][number];

const states: Record<Finding['state'], [Tone, PlainKey]> = {
  wrong: ['bad', 'doctor.state.wrong'],
  warning: ['wait', 'doctor.state.warning'],
  ok: ['good', 'doctor.state.ok'],
};

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/// When it was done last; never is said as plainly as a day.
function Last({ at }: { at: string | null }) {
  const { t } = useText();
  return at ? <Moment at={at} /> : <Status tone="wait">{t('doctor.page.never')}</Status>;
}

function Facts({ health }: { health: Health }) {
  const { t, number } = useText();
  const { disk } = health;
  return (
    <dl className={styles.facts}>
      <Fact name={t('doctor.page.backup')}>
        <Last at={health.backup} />
      </Fact>
      <Fact name={t('doctor.page.backup_of_keys')}>
        <Last at={health.backup_of_keys} />
      </Fact>
      <Fact name={t('doctor.page.escrow')}>
        <Last at={health.escrow} />
      </Fact>
      <Fact name={t('doctor.page.anchored')}>
        <Last at={health.anchored} />
      </Fact>
      <Fact name={t('doctor.page.disk')}>
        {disk.free_mib === null ? '–' : t('doctor.page.mib', { size: number(disk.free_mib) })}
      </Fact>
      <Fact name={t('doctor.page.store')}>
        {health.store === 'postgresql' ? 'PostgreSQL' : 'SQLite'}
        {disk.store_mib !== null && `, ${t('doctor.page.mib', { size: number(disk.store_mib) })}`}
      </Fact>
      <Fact name={t('doctor.page.version')}>Ombud {health.version}</Fact>
    </dl>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const { t } = useText();
  const [tone, key] = states[finding.state];
  return (
    <li className={styles.finding}>
      <div>
        <Status tone={tone}>{t(key)}</Status>
        <span className={styles.check}>{finding.check}</span>
      </div>
      <div>
        <p>{finding.text}</p>
        {finding.mend && finding.state !== 'ok' && (
          <div className={styles.mend}>
            <Command line={finding.mend} />
          </div>
        )}
      </div>
    </li>
  );
}

function Findings({ examined }: { examined: Examined }) {
  const { t } = useText();
  const open = examined.findings.filter(({ state }) => state !== 'ok');
  const well = examined.findings.filter(({ state }) => state === 'ok');
  const lines = (some: Finding[]) => (
    <ul className={styles.findings}>
      {some.map((finding) => (
        <FindingLine key={`${finding.check} ${finding.key} ${finding.text}`} finding={finding} />
      ))}
    </ul>
  );
  return (
    <>
      {open.length > 0 ? (
        lines(open)
      ) : (
        <p>
          <Status tone="good">{t('doctor.page.all_well')}</Status>
        </p>
      )}
      {well.length > 0 && (
        <details className={styles.well}>
          <summary>{t('doctor.page.well', { count: well.length })}</summary>
          {lines(well)}
        </details>
      )}
    </>
  );
}

function Examination({ health }: { health: Health }) {
  const { t } = useText();
  const client = useQueryClient();
  const { failed } = useNotices();
  const [job, setJob] = useState('');
  const { data } = useJob(job, () => void client.invalidateQueries({ queryKey: ['doctor'] }));
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/doctor/examinations'),
    onSuccess: (made) => setJob(made.job),
    onError: failed,
  });
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  const { examined } = health;
  const button = (
    <Button loading={going} variant={examined ? 'default' : 'filled'} onClick={() => mutate()}>
      {t('doctor.page.examine')}
    </Button>
  );
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t('doctor.page.findings')}</h2>
        {examined && (
          <span>
            {t('doctor.page.examined')} <Moment at={examined.at} />
          </span>
        )}
        {examined && button}
      </div>
      <JobLine job={data} />
      {examined ? (
        <Findings examined={examined} />
      ) : (
        <Empty
          icon={IconStethoscope}
          title={t('doctor.page.none')}
          what={t('doctor.page.none_what')}
          step={button}
        />
      )}
    </section>
  );
}

function Kept({ kept }: { kept: Health['kept'] }) {
  const { t } = useText();
  const columns: Column<Health['kept'][number]>[] = [
    { name: 'what', head: t('doctor.kept.what'), cell: (one) => one.text },
    { name: 'period', head: t('doctor.kept.period'), cell: (one) => one.period, tight: true },
    { name: 'why', head: t('doctor.kept.why'), cell: (one) => one.why },
  ];
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('doctor.kept.title')}</h2>
      <p>{t('doctor.kept.purpose')}</p>
      <Table
        caption={t('doctor.kept.title')}
        columns={columns}
        rows={kept}
        keyOf={(one) => one.what}
      />
    </section>
  );
}

export default function HealthPage() {
  const { t } = useText();
  const query = useQuery(healthQuery);
  return (
    <>
      <PageHead
        title={t('doctor.page.title')}
        purpose={t('doctor.page.purpose')}
        law="GDPR art. 32.1 d"
      />
      <Loaded from={query}>
        {(health) => (
          <>
            <Facts health={health} />
            <Examination health={health} />
            <Kept kept={health.kept} />
          </>
        )}
      </Loaded>
    </>
  );
}
