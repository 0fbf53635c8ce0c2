// Where a file is dropped, or chosen by a button.

import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useState } from 'react';

import styles from './file_target.module.css';

interface FileTargetProps {
  label: string;
  /// A picture of what is dropped.
  icon?: ReactNode;
  here: string;
  verb: string;
  limits: string;
  accept: string;
  multiple?: boolean;
  /// The button is no longer what is to be done first.
  quiet?: boolean;
  busy: boolean;
  take: (files: File[]) => void;
}

export function FileTarget(props: FileTargetProps) {
  const { label, icon, here, verb, limits, accept, multiple, quiet, busy, take } = props;
  const [over, setOver] = useState(false);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  const button = (onClick: () => void) => (
    <Button
      onClick={onClick}
      variant={quiet ? 'default' : 'filled'}
      loading={busy}
      leftSection={<IconUpload size={17} stroke={1.7} aria-hidden />}
    >
      {verb}
    </Button>
  );
  return (
    <section
      className={styles.target}
      data-over={over || undefined}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      {icon}
      <p>{here}</p>
      {multiple ? (
        <FileButton onChange={take} accept={accept} multiple>
          {({ onClick }) => button(onClick)}
        </FileButton>
      ) : (
        <FileButton onChange={(file) => file && take([file])} accept={accept}>
          {({ onClick }) => button(onClick)}
        </FileButton>
      )}
      <p className={styles.hint}>{limits}</p>
    </section>
  );
}
