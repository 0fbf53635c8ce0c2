// One action: what would happen and what stays, what was said of it, and what may be done now.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useCallback } from 'react';

import styles from './actions.module.css';
import { Counsel } from './counsel.tsx';
import { Decisions } from './decisions.tsx';
import { PlanView } from './plan.tsx';
import { type Action, actionQuery, actionsKey } from './queries.ts';
import { Run } from './run.tsx';
import { kinds, laws, states } from './words.ts';

function Facts({ action }: { action: Action }) {
  const { t } = useText();
  const [tone, key] = states[action.state];
  const { decided } = action;
  const refused = action.state === 'refused';
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('actions.one.state')}</dt>
        <dd>
          <Status tone={tone}>{t(key)}</Status>
        </dd>
      </div>
      <div>
        <dt>{t('actions.one.reference')}</dt>
        <dd>{action.reference}</dd>
      </div>
      {action.person && (
        <div>
          <dt>{t('actions.one.person')}</dt>
          <dd>{action.person}</dd>
        </div>
      )}
      <div>
        <dt>{t('actions.one.planned')}</dt>
        <dd>
          {action.planned_by}, <Moment at={action.planned_at} />
        </dd>
      </div>
      {decided && (
        <div>
          <dt>{refused ? t('actions.one.refused') : t('actions.one.approved')}</dt>
          <dd>
            {decided.by}, <Moment at={decided.at} />
            {decided.reason && <p className={styles.said}>{decided.reason}</p>}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Links({ action }: { action: Action }) {
  const { t } = useText();
  const session = useSession();
  return (
    <>
      {action.extract && may(session, 'actions.extract') && (
        <PageLink to={`/actions/${action.action}/extract`}>{t('actions.one.read')}</PageLink>
      )}
      {action.receipt && (
        <PageLink to={`/actions/${action.action}/receipt`}>{t('actions.one.receipt')}</PageLink>
      )}
    </>
  );
}

function One({ action }: { action: Action }) {
  const { t } = useText();
  const client = useQueryClient();
  const { queryKey } = actionQuery(action.action);
  /// What a change answers is the action as it is now.
  const changed = useCallback(
    (now?: Action) => {
      if (now) client.setQueryData(queryKey, now);
      void client.invalidateQueries({
        queryKey: actionsKey,
        predicate: (query) => !now || query.queryKey[1] !== 'one',
      });
    },
    [client, queryKey],
  );
  return (
    <>
      <PageHead
        title={t('actions.one.head', {
          kind: action.many ? t('actions.kind.many') : t(kinds[action.kind]),
          action: action.action,
        })}
        purpose={action.kind === 'erase' ? t('actions.one.erase') : t('actions.one.access')}
        law={laws[action.kind]}
        actions={<Links action={action} />}
      />
      <Facts action={action} />
      <Run action={action} changed={changed} />
      <Counsel action={action} changed={changed} />
      <Decisions action={action} changed={changed} />
      {action.plan ? (
        <PlanView action={action} plan={action.plan} />
      ) : (
        <p className={styles.quiet}>{t('actions.one.no_plan')}</p>
      )}
      <p className={styles.hash}>
        {t('actions.one.hash')} <code>{action.hash}</code>
      </p>
    </>
  );
}

export default function ActionPage() {
  const { action } = useParams({ strict: false }) as { action: string };
  const query = useQuery(actionQuery(action));
  return <Loaded from={query}>{(found) => <One action={found} />}</Loaded>;
}
