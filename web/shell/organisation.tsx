// In which organisation one works, for who works in several; nothing for everybody else. Going over
// to another is a new session there: all that the pages know of the former one is forgotten.

import { Menu } from '@mantine/core';
import { IconBuilding, IconSelector } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post, settings } from '@web/api/client.ts';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './organisation.module.css';
import { sessionQuery, useSession } from './session.tsx';

const sign = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

function useChange() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { t } = useText();
  const { done, failed } = useNotices();
  return async (organisation: string) => {
    try {
      const arrived = await post('/api/accounts/session/organisation', { body: { organisation } });
      settings.token = arrived.csrf_token;
      if ('waits_for' in arrived) {
        client.clear();
        client.setQueryData(sessionQuery.queryKey, null);
        await navigate({ href: `/sign-in?step=${arrived.waits_for}`, replace: true });
        return;
      }
      client.setQueryData(sessionQuery.queryKey, arrived);
      await navigate({ to: '/' });
      // What is shown is asked again; of the rest nothing is kept.
      client.removeQueries({ type: 'inactive' });
      await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      done(t('web.organisation.changed', { name: arrived.organisation.name }));
    } catch (error) {
      failed(error);
    }
  };
}

export function Organisation() {
  const { t } = useText();
  const { organisation, organisations } = useSession();
  const change = useChange();
  if (organisations.length < 2) return null;
  return (
    <Menu position="bottom-start" width={250} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles.organisation}
          aria-label={t('web.organisation.change', { name: organisation.name })}
        >
          <IconBuilding {...sign} className={styles.sign} />
          <span className={styles.name}>{organisation.name}</span>
          <IconSelector {...sign} className={styles.sign} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.all ?? ''}>
        <Menu.Label>{t('web.organisation.title')}</Menu.Label>
        <Menu.RadioGroup
          value={organisation.id}
          onChange={(other) => {
            if (other !== organisation.id) void change(other);
          }}
        >
          {organisations.map(({ id, name }) => (
            <Menu.RadioItem key={id} value={id}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
