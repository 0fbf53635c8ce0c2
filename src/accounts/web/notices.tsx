// What somebody else did to one's way in, told before anything else.

import { Button } from '@mantine/core';
import { erase } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Moment } from '@web/components/moment.tsx';
import type { Session } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './sign_in.module.css';
import { useSubmit } from './use_submit.ts';

interface NoticesProps {
  session: Session;
  seen: (session: Session) => Promise<void>;
}

export function Notices({ session, seen }: NoticesProps) {
  const { t } = useText();
  const { submit, busy, error } = useSubmit(async () => {
    await erase('/api/accounts/notices');
    await seen({ ...session, notices: [] });
  });
  return (
    <form className={styles.form} onSubmit={submit}>
      <ul className={styles.notices}>
        {session.notices.map((notice) => (
          <li key={notice.event + notice.at}>
            {t(
              notice.event === 'password_set'
                ? 'accounts.notices.password_set'
                : 'accounts.notices.second_factor_reset',
            )}{' '}
            <Moment at={notice.at} exact />
          </li>
        ))}
      </ul>
      {error !== undefined && <Failure error={error} />}
      <Button type="submit" size="md" fullWidth loading={busy}>
        {t('accounts.notices.go_on')}
      </Button>
    </form>
  );
}
