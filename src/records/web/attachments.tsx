// The files attached to a record: what it needs and lacks, what is there, and what was removed. A
// file is only ever saved; none is shown in a page of ours.

import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';

import { address, get, post } from '@web/api/client.ts';
import { saveFile } from '@web/api/save_file.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { Reasoned } from '@web/components/reason.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';
import { useState } from 'react';

import styles from './attachments.module.css';
import { FileTarget } from './file_target.tsx';
import { read } from './import_query.ts';
import { type Attachment, type Kind, of } from './query.ts';
import records from './records.module.css';
import { type AtProps, useAgain } from './talk.tsx';

const taken = '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.png,.jpg,.jpeg,.eml,.asice,.asics';
const mebibyte = 1024 * 1024;

type Documents = Kind['documents'];

interface AttachmentsProps {
  at: AtProps;
  /// What such a record may need at all.
  labels: Documents;
  /// Files may be attached and removed.
  open: boolean;
  asOf: string;
}

const pathOf = ({ kind, number }: AtProps) => ({ kind, number });

function useSize() {
  const { number } = useText();
  return (bytes: number) =>
    bytes < mebibyte
      ? `${number(Math.max(1, Math.round(bytes / 1024)))} KiB`
      : `${number(Math.round((10 * bytes) / mebibyte) / 10)} MiB`;
}

interface AttachProps {
  at: AtProps;
  labels: Documents;
  /// What is chosen for the next file: the first one that is lacking.
  lacking: string | undefined;
  most: number;
}

function Attach({ at, labels, lacking, most }: AttachProps) {
  const { t, number } = useText();
  const again = useAgain();
  const { done } = useNotices();
  const [chosen, setChosen] = useState<string>();
  const [large, setLarge] = useState('');
  const what = chosen ?? lacking ?? '';
  const mebibytes = number(most / mebibyte);
  const sending = useMutation({
    mutationFn: async (file: File) => {
      const { name, content } = await read(file);
      const made = await post(of(at.room, '/api/processing/{kind}/{number}/attachments'), {
        path: pathOf(at),
        body: { name, content, ...(what ? { what } : {}) },
      });
      setChosen(undefined);
      await again();
      done(t('records.attach.done', { name: made.name }));
    },
  });
  const take = ([file]: File[]) => {
    if (!file) return;
    sending.reset();
    setLarge(file.size > most ? file.name : '');
    if (file.size <= most) sending.mutate(file);
  };
  return (
    <div className={styles.attach}>
      {labels.length > 0 && (
        <Select
          label={t('records.attach.what')}
          data={[
            ...labels.map(({ name, label }) => ({ value: name, label })),
            { value: '', label: t('records.attach.another') },
          ]}
          value={what}
          allowDeselect={false}
          onChange={(word) => setChosen(word ?? '')}
        />
      )}
      <FileTarget
        label={t('records.attach.choose')}
        here={t('records.attach.here')}
        verb={t('records.attach.choose')}
        limits={t('records.attach.limits', { most: mebibytes })}
        accept={taken}
        quiet
        busy={sending.isPending}
        take={take}
      />
      {large && (
        <p role="alert" className={styles.wrong}>
          {t('records.attach.too_large', { name: large, most: mebibytes })}
        </p>
      )}
      {sending.error && <Failure error={sending.error} />}
    </div>
  );
}

interface StandingProps extends Pick<AttachmentsProps, 'at' | 'labels' | 'open'> {
  rows: Attachment[];
}

function Standing({ at, labels, open, rows }: StandingProps) {
  const { t } = useText();
  const size = useSize();
  const again = useAgain();
  const { failed } = useNotices();
  const save = (one: Attachment) =>
    saveFile(
      address(of(at.room, '/api/processing/{kind}/{number}/attachments/{attachment}/content'), {
        path: { ...pathOf(at), attachment: one.id },
      }),
      one.name,
    ).catch(failed);
  const columns: Column<Attachment>[] = [
    {
      name: 'file',
      head: t('records.attach.file'),
      cell: ({ name, what, type }) => (
        <>
          <span className={styles.name}>{name}</span>
          <span className={records.quiet}>
            {[labels.find((one) => one.name === what)?.label, type].filter(Boolean).join(', ')}
          </span>
        </>
      ),
    },
    {
      name: 'size',
      head: t('records.attach.size'),
      cell: ({ bytes }) => size(bytes),
      number: true,
      tight: true,
    },
    {
      name: 'at',
      head: t('records.attach.at'),
      cell: ({ at: when }) => <Moment at={when} />,
      tight: true,
    },
    { name: 'by', head: t('records.attach.by'), cell: ({ by }) => by, tight: true },
    {
      name: 'do',
      head: '',
      cell: (one) => (
        <div className={styles.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('records.attach.save_name', { name: one.name })}
            leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
            onClick={() => void save(one)}
          >
            {t('records.attach.save')}
          </Button>
          {open && (
            <Reasoned
              small
              grave
              title={`${t('records.attach.remove_title')}: ${one.name}`}
              what={t('records.attach.remove_what')}
              label={t('records.one.reason')}
              verb={t('records.attach.remove')}
              act={async (reason) => {
                await post(
                  of(at.room, '/api/processing/{kind}/{number}/attachments/{attachment}/removal'),
                  { path: { ...pathOf(at), attachment: one.id }, body: { reason } },
                );
                await again();
              }}
            />
          )}
        </div>
      ),
      tight: true,
    },
  ];
  return (
    <Table
      caption={t('records.attach.title')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
    />
  );
}

function Gone({ rows }: { rows: Attachment[] }) {
  const { t } = useText();
  if (rows.length === 0) return null;
  return (
    <details className={styles.gone}>
      <summary>{t('records.attach.gone', { count: rows.length })}</summary>
      <ul>
        {rows.map(({ id, name, removed }) => (
          <li key={id}>
            <span className={styles.name}>{name}</span>{' '}
            {removed && (
              <>
                <span>
                  {t('records.attach.removed', { name: removed.by, reason: removed.reason })}
                </span>{' '}
                <Moment at={removed.at} />
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

export default function Attachments({ at, labels, open, asOf }: AttachmentsProps) {
  const { t } = useText();
  const all = useQuery({
    queryKey: ['records', at.room, at.kind, at.number, 'attachments', asOf],
    queryFn: ({ signal }) =>
      get(of(at.room, '/api/processing/{kind}/{number}/attachments'), {
        path: pathOf(at),
        query: asOf ? { as_of: asOf } : {},
        signal,
      }),
  });
  return (
    <section aria-labelledby="attachments">
      <h2 id="attachments" className={records.title}>
        {t('records.attach.title')}
      </h2>
      <Loaded from={all}>
        {({ attachments, lacking, most_bytes }) => {
          // At a day of the past all that come stood then, whatever became of them.
          const standing = attachments.filter(({ removed }) => asOf !== '' || !removed);
          return (
            <>
              {standing.length > 0 ? (
                <Standing at={at} labels={labels} open={open} rows={standing} />
              ) : (
                <p className={records.hint}>
                  {t(asOf ? 'records.attach.none_then' : 'records.attach.none')}
                </p>
              )}
              {lacking.length > 0 && (
                <p className={records.hint}>
                  {t('records.attach.lacks', {
                    documents: labels
                      .filter(({ name }) => lacking.includes(name))
                      .map(({ label }) => label)
                      .join(', '),
                  })}
                </p>
              )}
              {open && <Attach at={at} labels={labels} lacking={lacking[0]} most={most_bytes} />}
              {!asOf && <Gone rows={attachments.filter(({ removed }) => removed)} />}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
