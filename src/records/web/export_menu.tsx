// What the list shows as a file: with its search, filters and order, or the whole register as it was
// at the end of a day.

import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';

import { postFile } from '@web/api/post_file.ts';
import { saveBlob } from '@web/api/save_blob.ts';
import { useNotices } from '@web/components/notices.tsx';
import { useText } from '@web/text/texts.tsx';

import { type Asked, type Kind, of } from './query.ts';

type Format = 'xlsx' | 'csv' | 'json' | 'pdf' | 'html';

interface Props {
  room: string;
  kind: Kind;
  asked: Asked;
  /// The fields that are shown: what a document to read has beside number, name and state.
  columns: string[];
}

export function ExportMenu({ room, kind, asked, columns }: Props) {
  const { t } = useText();
  const { failed } = useNotices();
  const own = ['record.number', kind.title, 'record.state'];
  const save = useMutation({
    mutationFn: async (format: Format) => {
      const { limit: _, after: __, ...conditions } = asked;
      const toRead = format === 'pdf' || format === 'html';
      const file = await postFile(of(room, '/api/processing/{kind}/exports'), {
        path: { kind: kind.kind },
        body: {
          descending: false,
          archived: false,
          ...conditions,
          format,
          ...(toRead ? { columns: [...own, ...columns] } : {}),
        },
      });
      saveBlob(file, `${kind.kind}.${format}`);
    },
    onError: failed,
  });
  const items: { format: Format; label: string }[] = [
    { format: 'xlsx', label: t('records.export.xlsx') },
    { format: 'csv', label: t('records.export.csv') },
    { format: 'json', label: t('records.export.json') },
    { format: 'pdf', label: t('records.export.pdf') },
    { format: 'html', label: t('records.export.html') },
  ];
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          loading={save.isPending}
          leftSection={<IconDownload size={17} stroke={1.7} aria-hidden />}
        >
          {t('records.export.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ format, label }) => (
          <Menu.Item key={format} onClick={() => save.mutate(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
