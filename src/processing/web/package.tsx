// The authority package: what of the record, as of which day, in which language, for whom and why;
// one file comes back.

import { Button, MultiSelect, NativeSelect, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';

import { post } from '@web/api/client.ts';
import { postFile } from '@web/api/post_file.ts';
import { asProblem } from '@web/api/problem.ts';
import { saveBlob } from '@web/api/save_blob.ts';
import { DayField } from '@web/components/day_field.tsx';
import { Failure } from '@web/components/failure.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './derived.module.css';
import { ChooseLanguage, type FileLanguage } from './files.tsx';

interface Option {
  value: string;
  label: string;
}

const asked = { descending: false, archived: false, limit: 50, order: 'title' };

function useUnits(): Option[] {
  const found = useQuery({
    queryKey: ['records', 'processing', 'unit', 'package'],
    queryFn: ({ signal }) =>
      post('/api/processing/{kind}/lists', {
        path: { kind: 'unit' },
        body: { ...asked, limit: 200 },
        signal,
      }),
  });
  return (found.data?.records ?? []).map(({ number, title }) => ({ value: number, label: title }));
}

function useCustomers(search: string): Option[] {
  const [words] = useDebouncedValue(search, 200);
  const found = useQuery({
    queryKey: ['records', 'parties', 'party', 'package', words],
    queryFn: ({ signal }) =>
      post('/api/parties/{kind}/lists', {
        path: { kind: 'party' },
        body: { ...asked, values: { roles: ['customer'] }, search: words },
        signal,
      }),
    placeholderData: (before) => before,
  });
  return (found.data?.records ?? []).map(({ number, title }) => ({
    value: number,
    label: `${number} ${title}`,
  }));
}

const first = {
  as_of: '',
  role: '' as '' | 'controller' | 'processor',
  customer: '',
  units: [] as string[],
  drafts: false,
  with_secret: false,
  attachments: false,
  made_for: '',
  reason: '',
};

export default function PackagePage() {
  const { t, language } = useText();
  const { done } = useNotices();
  const [wish, setWish] = useState(first);
  const [spoken, setSpoken] = useState(language as FileLanguage);
  const [search, setSearch] = useState('');
  const units = useUnits();
  const customers = useCustomers(search);
  const set = (change: Partial<typeof first>) => setWish((before) => ({ ...before, ...change }));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const { as_of, role, customer, ...others } = wish;
      return postFile('/api/processing/packages', {
        body: {
          ...others,
          language: spoken,
          ...(as_of ? { as_of } : {}),
          ...(role ? { role } : {}),
          ...(customer ? { customer } : {}),
        },
      });
    },
    onSuccess: (file) => {
      saveBlob(file, `record-${wish.as_of || new Date().toISOString().slice(0, 10)}.zip`);
      done(t('processing.package.made'));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const wrong = (key: string) => error && asProblem(error).key === key;
  return (
    <>
      <PageHead
        title={t('processing.package.title')}
        purpose={t('processing.package.purpose')}
        law="GDPR art. 30(4), 31"
      />
      <form className={styles.form} onSubmit={send} noValidate>
        {error && <Failure error={error} />}
        <TextInput
          label={t('processing.package.made_for')}
          description={t('processing.package.made_for_what')}
          required
          error={wrong('processing.nobody_for_package')}
          value={wish.made_for}
          onChange={(event) => set({ made_for: event.currentTarget.value })}
        />
        <TextInput
          label={t('processing.package.reason')}
          description={t('processing.package.reason_what')}
          required
          error={wrong('processing.no_reason_for_package')}
          value={wish.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <div className={styles.filters}>
          <DayField
            label={t('processing.package.as_of')}
            description={t('processing.package.as_of_what')}
            value={wish.as_of}
            change={(as_of) => set({ as_of })}
          />
          <ChooseLanguage value={spoken} change={setSpoken} />
        </div>
        <fieldset className={styles.scope}>
          <legend>{t('processing.package.scope')}</legend>
          <NativeSelect
            label={t('processing.package.role')}
            data={[
              { value: '', label: t('processing.package.all') },
              { value: 'controller', label: t('processing.package.as_controller') },
              { value: 'processor', label: t('processing.package.as_processor') },
            ]}
            value={wish.role}
            onChange={(event) => set({ role: event.currentTarget.value as typeof wish.role })}
          />
          <MultiSelect
            label={t('processing.package.units')}
            description={t('processing.package.units_what')}
            data={units}
            value={wish.units}
            onChange={(chosen) => set({ units: chosen })}
            searchable
          />
          <Select
            label={t('processing.package.customer')}
            description={t('processing.package.customer_what')}
            data={customers}
            value={wish.customer || null}
            onChange={(customer) => set({ customer: customer ?? '' })}
            searchable
            searchValue={search}
            onSearchChange={setSearch}
            clearable
            clearButtonProps={{ 'aria-label': t('web.state.clear') }}
          />
          <Switch
            label={t('processing.package.drafts')}
            checked={wish.drafts}
            onChange={(event) => set({ drafts: event.currentTarget.checked })}
          />
          <Switch
            label={t('processing.package.with_secret')}
            description={t('processing.package.with_secret_what')}
            checked={wish.with_secret}
            onChange={(event) => set({ with_secret: event.currentTarget.checked })}
          />
          <Switch
            label={t('processing.package.attachments')}
            description={t('processing.package.attachments_what')}
            checked={wish.attachments}
            onChange={(event) => set({ attachments: event.currentTarget.checked })}
          />
        </fieldset>
        <p className={styles.hint}>{t('processing.package.holds')}</p>
        <div>
          <Button
            type="submit"
            loading={isPending}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('processing.package.make')}
          </Button>
        </div>
      </form>
    </>
  );
}
