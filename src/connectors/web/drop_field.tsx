// Where CSV files are chosen or dropped, and what the server made of them: tables and columns.

import { Button, FileButton, Progress } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { Failure } from '@web/components/failure.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useText } from '@web/text/texts.tsx';
import { type DragEvent, useState } from 'react';

import styles from './add.module.css';
import { type Dropped, sendFiles, throwAway } from './dropping.ts';

export interface Drop {
  drop: string;
  files: Dropped[];
}

function Files({ files }: { files: Dropped[] }) {
  const { t, number, list } = useText();
  const columns: Column<Dropped>[] = [
    {
      name: 'table',
      head: t('connectors.drop.table'),
      cell: (one) => <strong>{one.table}</strong>,
    },
    {
      name: 'size',
      head: t('connectors.drop.size'),
      cell: (one) => `${number(Math.max(1, Math.round(one.bytes / 1024)))} KiB`,
      tight: true,
    },
    {
      name: 'written',
      head: t('connectors.drop.written'),
      cell: (one) => `${one.encoding} · ${one.separator === '\t' ? '⇥' : one.separator}`,
      tight: true,
    },
    { name: 'columns', head: t('connectors.drop.columns'), cell: (one) => list(one.columns) },
  ];
  return (
    <>
      <p className={styles.hint}>{t('connectors.drop.check')}</p>
      <Table
        caption={t('connectors.drop.files')}
        columns={columns}
        rows={files}
        keyOf={(one) => one.file}
      />
    </>
  );
}

export function DropField({
  drop,
  change,
}: {
  drop: Drop | undefined;
  change: (drop: Drop | undefined) => void;
}) {
  const { t } = useText();
  const [part, setPart] = useState<number>();
  const [error, setError] = useState<unknown>();
  const [over, setOver] = useState(false);

  const take = async (files: File[]) => {
    if (files.length === 0) return;
    setError(undefined);
    setPart(0);
    try {
      const sent = await sendFiles(files, setPart);
      if (drop) await throwAway(drop.drop).catch(() => undefined);
      change(sent);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPart(undefined);
    }
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <section
      className={styles.drop}
      aria-label={t('connectors.drop.title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <div className={styles.target} data-over={over || undefined}>
        <IconFileSpreadsheet size={30} stroke={1.4} aria-hidden />
        <p>{t('connectors.drop.here')}</p>
        <FileButton onChange={(files) => void take(files)} accept=".csv,text/csv" multiple>
          {(props) => (
            <Button
              {...props}
              variant={drop ? 'default' : 'filled'}
              loading={part !== undefined}
              leftSection={<IconUpload size={17} stroke={1.7} aria-hidden />}
            >
              {drop ? t('connectors.drop.others') : t('connectors.drop.choose')}
            </Button>
          )}
        </FileButton>
        <p className={styles.hint}>{t('connectors.drop.limits')}</p>
      </div>
      {part !== undefined && (
        <Progress value={100 * part} aria-label={t('connectors.drop.sending')} mt="sm" />
      )}
      {error !== undefined && <Failure error={error} />}
      {drop && <Files files={drop.files} />}
    </section>
  );
}
