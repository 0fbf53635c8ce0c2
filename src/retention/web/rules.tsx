// The retention rules: what each keeps how long, how many are due, who approves, when it is looked
// at next.

import { Button } from '@mantine/core';
import { JobLine, useJob } from '@room/jobs/web/jobs.ts';
import { IconHourglass } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Empty } from '@web/components/empty.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import { type Rule, rulesKey, rulesQuery } from './query.ts';
import styles from './retention.module.css';
import { RuleState } from './state.tsx';
import { keepInWords, scheduleInWords, thenInWords } from './words.ts';

function Due({ rule }: { rule: Rule }) {
  const { t, number } = useText();
  if (!rule.counted) return t('retention.page.not_counted');
  const soon = (rule.counted.months[0]?.rows ?? 0) + (rule.counted.months[1]?.rows ?? 0);
  return (
    <>
      <strong>{number(rule.counted.chosen)}</strong>
      <span className={styles.note}>
        {t('retention.page.soon', { count: soon, shown: number(soon) })}
      </span>
      <span className={styles.note}>
        <Moment at={rule.counted.made_at} />
      </span>
    </>
  );
}

function useColumns(): Column<Rule>[] {
  const { t, day } = useText();
  return [
    {
      name: 'rule',
      head: t('retention.page.rule'),
      cell: (rule) => (
        <>
          <PageLink to={`/retention/rules/${rule.rule}`}>{rule.rule}</PageLink>
          <span className={styles.note}>
            {rule.parts.system}.{rule.parts.table}
          </span>
        </>
      ),
    },
    {
      name: 'keep',
      head: t('retention.page.keep'),
      cell: (rule) => (
        <>
          {keepInWords(t, rule.parts.keep)}
          <span className={styles.note}>{thenInWords(t, rule.parts.then)}</span>
        </>
      ),
    },
    {
      name: 'due',
      head: t('retention.page.due'),
      cell: (rule) => <Due rule={rule} />,
      number: true,
    },
    {
      name: 'state',
      head: t('retention.page.approval'),
      cell: (rule) => (
        <>
          <RuleState rule={rule} />
          {rule.waiting && (
            <span className={styles.below}>
              <PageLink to={`/actions/${rule.waiting.action}`}>{rule.waiting.action}</PageLink>
            </span>
          )}
        </>
      ),
    },
    {
      name: 'next',
      head: t('retention.page.next'),
      cell: (rule) => (
        <>
          {rule.next_look ? day(new Date(rule.next_look)) : '–'}
          <span className={styles.note}>{scheduleInWords(t, rule.parts.schedule)}</span>
        </>
      ),
      tight: true,
    },
  ];
}

/// Counting asks the systems, so a worker does it; the list shows the numbers when it has.
function useCounting() {
  const client = useQueryClient();
  const { failed } = useNotices();
  const [job, setJob] = useState('');
  const { data } = useJob(job, () => void client.invalidateQueries({ queryKey: rulesKey }));
  const { mutate, isPending } = useMutation({
    mutationFn: () => post('/api/retention/counts'),
    onSuccess: (made) => setJob(made.job),
    onError: failed,
  });
  const going = isPending || data?.state === 'waiting' || data?.state === 'running';
  return { job: data, going, count: () => mutate() };
}

export default function RulesPage() {
  const { t } = useText();
  const session = useSession();
  const query = useQuery(rulesQuery);
  const columns = useColumns();
  const { job, going, count } = useCounting();
  const adds = may(session, 'retention.add');
  const some = (query.data?.rules.length ?? 0) > 0;
  const add = adds && (
    <Button renderRoot={(props) => <Link to={'/retention/new' as '/'} {...props} />}>
      {t('retention.new.title')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('retention.page.title')}
        purpose={t('retention.page.purpose')}
        law="GDPR art. 5.1 e, 30.1 f"
        actions={
          some && (
            <>
              {may(session, 'retention.simulate') && (
                <Button variant="default" loading={going} onClick={count}>
                  {t('retention.page.count')}
                </Button>
              )}
              {add}
            </>
          )
        }
      />
      <JobLine job={job} />
      <Loaded from={query}>
        {({ rules }) =>
          rules.length > 0 ? (
            <Table
              caption={t('retention.page.title')}
              columns={columns}
              rows={rules}
              keyOf={(rule) => rule.rule}
            />
          ) : (
            <Empty
              icon={IconHourglass}
              title={t('retention.page.none')}
              what={t('retention.page.none_what')}
              step={add}
            />
          )
        }
      </Loaded>
      {may(session, 'retention.why') && some && (
        <p className={styles.part}>
          <PageLink to="/retention/why">{t('retention.why.title')}</PageLink>
        </p>
      )}
    </>
  );
}
