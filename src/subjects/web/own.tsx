// By what one is known oneself: said once, kept as keyed hashes that nobody can read, so that a
// search of oneself, or by a colleague, is noticed.

import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, put } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './own.module.css';

const queryKey = ['subjects', 'own-identifiers'];
const nothing = { name: '', national_id: '', email: '', street: '', postal_code: '' };

function Form({ known }: { known: string[] }) {
  const { t } = useText();
  const client = useQueryClient();
  const { done } = useNotices();
  const [own, setOwn] = useState(nothing);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => put('/api/subjects/own-identifiers', { body: own }),
    onSuccess: () => {
      setOwn(nothing);
      done(t('subjects.own.kept'));
      return client.invalidateQueries({ queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const field = (name: keyof typeof nothing, label: string) => (
    <TextInput
      label={label}
      value={own[name]}
      onChange={(event) => setOwn({ ...own, [name]: event.currentTarget.value })}
      autoComplete="off"
      maxLength={200}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit}>
      <Status tone={known.length > 0 ? 'good' : 'quiet'}>
        {known.length > 0 ? t('subjects.own.known') : t('subjects.own.unknown')}
      </Status>
      {field('name', t('subjects.kind.name'))}
      {field('national_id', t('subjects.kind.national_id'))}
      {field('email', t('subjects.kind.email'))}
      {field('street', t('subjects.own.street'))}
      {field('postal_code', t('subjects.own.postal_code'))}
      {error && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending}>
          {Object.values(own).some(Boolean) || known.length === 0
            ? t('subjects.own.keep')
            : t('subjects.own.forget')}
        </Button>
      </div>
    </form>
  );
}

export default function OwnPage() {
  const { t } = useText();
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/api/subjects/own-identifiers', { signal }),
  });
  return (
    <>
      <PageHead
        title={t('subjects.own.title')}
        purpose={t('subjects.own.purpose')}
        law="GDPR art. 32"
      />
      <Loaded from={query}>{({ known }) => <Form known={known} />}</Loaded>
    </>
  );
}
