// Taking a rule away: nothing is erased by it any more, and what it has planned stays.

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { useNotices } from '@web/components/notices.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { useText } from '@web/text/texts.tsx';

import { rulesKey, type WholeRule } from './query.ts';
import styles from './retention.module.css';

export function Removal({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { done } = useNotices();
  const path = { rule: rule.rule };
  return (
    <Reasoned
      grave
      title={t('retention.removal.one', path)}
      verb={t('retention.removal.title')}
      what={
        <ul className={styles.lines}>
          <li>{t('retention.removal.goes')}</li>
          <li>{t('retention.removal.stays')}</li>
          {rule.waiting && <li>{t('retention.removal.plan', { action: rule.waiting.action })}</li>}
        </ul>
      }
      label={t('retention.reason.label')}
      description={t('retention.reason.what')}
      act={async (reason) => {
        await post('/api/retention/rules/{rule}/removal', { path, body: { reason } });
        done(t('retention.removal.done', path));
        await navigate({ to: '/retention' as '/' });
        await client.invalidateQueries({ queryKey: rulesKey, exact: true });
      }}
    />
  );
}
