// A way to take what is seen along as a file, in any of the four languages.

import { Button, Menu, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';

import { saveBlob } from '@web/api/save_blob.ts';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

export type FileLanguage = 'en' | 'sv' | 'da' | 'nb';

// Each in its own words, whatever the page speaks.
const languages: { value: FileLanguage; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'sv', label: 'Svenska' },
  { value: 'da', label: 'Dansk' },
  { value: 'nb', label: 'Norsk' },
];

export function ChooseLanguage({
  value,
  change,
}: {
  value: FileLanguage;
  change: (language: FileLanguage) => void;
}) {
  const { t } = useText();
  return (
    <NativeSelect
      label={t('processing.files.language')}
      data={languages}
      value={value}
      onChange={(event) => change(event.currentTarget.value as FileLanguage)}
    />
  );
}

interface FilesProps<Format extends string> {
  name: string;
  formats: readonly Format[];
  make: (format: Format, language: FileLanguage) => Promise<Blob>;
}

export function Files<Format extends string>({ name, formats, make }: FilesProps<Format>) {
  const { t, language } = useText();
  const { done, failed } = useNotices();
  const [spoken, setSpoken] = useState(language as FileLanguage);
  const { mutate, isPending } = useMutation({
    mutationFn: async (format: Format) => saveBlob(await make(format, spoken), `${name}.${format}`),
    onSuccess: () => done(t('processing.files.saved')),
    onError: failed,
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          loading={isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('processing.files.save')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('processing.files.logged')}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => mutate(format)}>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {languages.map(({ value, label }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === spoken}
            closeMenuOnClick={false}
            leftSection={value === spoken ? '✓' : '\u2003'}
            lang={value}
            onClick={() => setSpoken(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
