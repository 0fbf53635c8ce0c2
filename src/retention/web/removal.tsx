// Taking a rule away: nothing is erased by it any more, and what it has planned stays.

import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import { rulesKey, type WholeRule } from './query.ts';
import styles from './retention.module.css';

export function Removal({ rule }: { rule: WholeRule }) {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { done } = useNotices();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      post('/api/retention/rules/{rule}/removal', {
        path: { rule: rule.rule },
        body: { reason: reason.trim() },
      }),
    onSuccess: async () => {
      done(t('retention.removal.done', { rule: rule.rule }));
      await navigate({ to: '/retention' as '/' });
      await client.invalidateQueries({ queryKey: rulesKey, exact: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) mutate();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('retention.removal.title')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('retention.removal.one', { rule: rule.rule })}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        <form className={styles.form} onSubmit={submit}>
          <ul className={styles.lines}>
            <li>{t('retention.removal.goes')}</li>
            <li>{t('retention.removal.stays')}</li>
            {rule.waiting && (
              <li>{t('retention.removal.plan', { action: rule.waiting.action })}</li>
            )}
          </ul>
          <Textarea
            label={t('retention.reason.label')}
            description={t('retention.reason.what')}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          {error && <Failure error={error} />}
          <Button type="submit" color="red.9" loading={isPending} disabled={!reason.trim()}>
            {t('retention.removal.title')}
          </Button>
        </form>
      </Modal>
    </>
  );
}
