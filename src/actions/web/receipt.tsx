// The receipt in its three parts, the file with the proof, and how anybody checks it.

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { saveFile } from '@web/api/save_file.ts';
import { Command } from '@web/components/command.tsx';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { Moment } from '@web/components/moment.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { useId, useState } from 'react';
import styles from './actions.module.css';
import { type Receipt, receiptQuery } from './queries.ts';
import { laws, states } from './words.ts';

function Part(props: { tone: string; title: string; none: string; said: Receipt['done'] }) {
  const id = useId();
  return (
    <section className={styles.part} data-tone={props.tone} aria-labelledby={id}>
      <h2 id={id} className={styles.part_title}>
        {props.title}
      </h2>
      {props.said.length === 0 && <p className={styles.quiet}>{props.none}</p>}
      <ul className={styles.sayings}>
        {props.said.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a receipt never change
          <li key={at}>{one.text}</li>
        ))}
      </ul>
    </section>
  );
}

function Save({ address, name, children }: { address: string; name: string; children: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    await saveFile(address, name).catch(setError);
    setBusy(false);
  };
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <Button
        variant="default"
        leftSection={<IconDownload size={17} aria-hidden />}
        loading={busy}
        onClick={() => void save()}
      >
        {children}
      </Button>
    </>
  );
}

function Checking({ receipt }: { receipt: Receipt }) {
  const { t } = useText();
  const file = `${receipt.action}.receipt.json`;
  return (
    <section className={styles.card} aria-label={t('actions.receipt.check')}>
      <h2 className={styles.card_title}>{t('actions.receipt.check')}</h2>
      <p>{t('actions.receipt.check_what')}</p>
      <p>
        <Command line="ombud evidence key" />
      </p>
      <p>
        <Command line={`ombud verify ${file} --key KEY`} />
      </p>
    </section>
  );
}

function Shown({ receipt }: { receipt: Receipt }) {
  const { t, day } = useText();
  const session = useSession();
  const [tone, key] = states[receipt.state];
  const address = `/api/actions/${receipt.action}`;
  const ended = receipt.state === 'done' || receipt.state === 'done_with_remainder';
  return (
    <>
      <PageHead
        title={t('actions.receipt.head', { action: receipt.action })}
        purpose={t('actions.receipt.purpose')}
        law={`${laws[receipt.kind]}, 5.2`}
        actions={<PageLink to={`/actions/${receipt.action}`}>{t('actions.receipt.back')}</PageLink>}
      />
      <dl className={styles.facts}>
        <div>
          <dt>{t('actions.one.state')}</dt>
          <dd>
            <Status tone={tone}>{t(key)}</Status>
          </dd>
        </div>
        <div>
          <dt>{t('actions.one.reference')}</dt>
          <dd>{receipt.reference}</dd>
        </div>
        <div>
          <dt>{t('actions.one.planned')}</dt>
          <dd>{receipt.planned_by}</dd>
        </div>
        {receipt.approved_by && (
          <div>
            <dt>{t('actions.one.approved')}</dt>
            <dd>
              {receipt.approved_by}
              {receipt.approver_made_by_planner && (
                <p className={styles.said}>{t('actions.receipt.one_pair')}</p>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('actions.receipt.written')}</dt>
          <dd>
            <Moment at={receipt.written_at} exact />
          </dd>
        </div>
        {receipt.identifiers_kept_until && (
          <div>
            <dt>{t('actions.receipt.kept_until')}</dt>
            <dd>{day(new Date(receipt.identifiers_kept_until))}</dd>
          </div>
        )}
      </dl>
      <div className={styles.buttons}>
        <Save address={`${address}/receipt/file`} name={`${receipt.action}.receipt.json`}>
          {t('actions.receipt.save')}
        </Save>
        {receipt.kind === 'access' && ended && may(session, 'actions.extract') && (
          <Save address={`${address}/extract/file`} name={`${receipt.action}.zip`}>
            {t('actions.receipt.save_extract')}
          </Save>
        )}
      </div>
      <Part
        tone="stays"
        title={t('actions.receipt.done')}
        none={t('actions.receipt.done_none')}
        said={receipt.done}
      />
      <Part
        tone="plain"
        title={t('actions.receipt.kept')}
        none={t('actions.receipt.kept_none')}
        said={receipt.kept}
      />
      <Part
        tone="missed"
        title={t('actions.receipt.not_reached')}
        none={t('actions.receipt.not_reached_none')}
        said={receipt.not_reached}
      />
      <Checking receipt={receipt} />
    </>
  );
}

export default function ReceiptPage() {
  const { action } = useParams({ strict: false }) as { action: string };
  const query = useQuery(receiptQuery(action));
  return <Loaded from={query}>{(receipt) => <Shown receipt={receipt} />}</Loaded>;
}
