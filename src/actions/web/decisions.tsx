// Deciding on a plan: approving just what is shown here, or refusing it. Who planned an erasure does
// not approve it, and is told so.

import { Button, Group } from '@mantine/core';
import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './actions.module.css';
import type { Action } from './queries.ts';

export interface DecidingProps {
  action: Action;
  /// With the action as it is now; without: something has changed.
  changed: (now?: Action) => void;
}

function Approving({ action, changed }: DecidingProps) {
  const { t } = useText();
  const { done } = useNotices();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const erases = action.kind === 'erase';
  const approve = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const now = await post('/api/actions/{action}/approval', {
        path: { action: action.action },
        version: action.version,
      });
      changed(now);
      done(t('actions.decide.approved', { action: action.action }));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <>
      {error !== undefined && <Failure error={error} again={() => changed()} />}
      <Button loading={busy} onClick={() => void approve()}>
        {erases ? t('actions.decide.approve') : t('actions.decide.certify')}
      </Button>
    </>
  );
}

export function Decisions({ action, changed }: DecidingProps) {
  const { t } = useText();
  const { may } = action;
  const planned = action.state === 'planned';
  if (!planned && !may.refuse) return null;
  const erases = action.kind === 'erase';
  const path = { action: action.action };
  return (
    <section className={styles.card} aria-label={t('actions.decide.title')}>
      <h2 className={styles.card_title}>{t('actions.decide.title')}</h2>
      {planned && may.approve && (
        <p>{erases ? t('actions.decide.approve_what') : t('actions.decide.certify_what')}</p>
      )}
      {planned && !may.approve && !may.approve_not && <p>{t('actions.decide.read_first')}</p>}
      {planned && may.approve_not && (
        <p>{action.mine && erases ? t('actions.decide.not_own') : t('actions.decide.not_yours')}</p>
      )}
      <Group>
        {may.refuse && (
          <Reasoned
            label={t('actions.reason.label')}
            description={t('actions.reason.what')}
            title={t('actions.decide.refuse_title', path)}
            what={t('actions.decide.refuse_what')}
            verb={planned ? t('actions.decide.refuse') : t('actions.decide.send_back')}
            act={async (reason) =>
              changed(await post('/api/actions/{action}/refusal', { path, body: { reason } }))
            }
          />
        )}
        {may.approve && !erases && (
          <PageLink to={`/actions/${action.action}/extract`}>{t('actions.one.read')}</PageLink>
        )}
        {may.approve && <Approving action={action} changed={changed} />}
      </Group>
    </section>
  );
}
