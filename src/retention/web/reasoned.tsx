// Something that asks for a reason, which then stands in the log.

import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { Failure } from '@web/components/failure.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './retention.module.css';

interface ReasonedProps {
  title: string;
  what: string;
  act: (reason: string) => Promise<void>;
}

export function Reasoned({ title, what, act }: ReasonedProps) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => setOpen(false),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) mutate();
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={title}
        closeButtonProps={{ 'aria-label': t('web.state.close') }}
      >
        <form className={styles.form} onSubmit={submit}>
          <p>{what}</p>
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
          <Button type="submit" loading={isPending} disabled={!reason.trim()}>
            {title}
          </Button>
        </form>
      </Modal>
    </>
  );
}
