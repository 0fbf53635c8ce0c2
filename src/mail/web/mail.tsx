// How mail goes out and comes in, to whom it goes, and what is in the queue. Its administrator's
// page: nobody's data is on it but the addresses of those who work here.

import { useQuery } from '@tanstack/react-query';

import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';

import { Addresses } from './addresses.tsx';
import { CheckpointsForm } from './checkpoints_form.tsx';
import { InboxForm } from './inbox_form.tsx';
import styles from './mail.module.css';
import { addressesQuery, messagesQuery, settingsQuery } from './query.ts';
import { Queue } from './queue.tsx';
import { ServerForm } from './server_form.tsx';

export default function MailPage() {
  const { t } = useText();
  const settings = useQuery(settingsQuery);
  const addresses = useQuery(addressesQuery);
  const messages = useQuery(messagesQuery);
  return (
    <>
      <PageHead
        title={t('mail.page.title')}
        purpose={t('mail.page.purpose')}
        law="GDPR art. 5.1 f, 32"
      />
      <section aria-labelledby="mail-out">
        <h2 id="mail-out">{t('mail.page.out')}</h2>
        <Loaded from={settings}>{(found) => <ServerForm settings={found} />}</Loaded>
      </section>
      <section className={styles.section} aria-labelledby="mail-addresses">
        <h2 id="mail-addresses">{t('mail.page.addresses')}</h2>
        <p className={styles.quiet}>{t('mail.page.addresses_what')}</p>
        <Loaded from={addresses}>{(found) => <Addresses addresses={found.addresses} />}</Loaded>
      </section>
      <section className={styles.section} aria-labelledby="mail-checkpoints">
        <h2 id="mail-checkpoints">{t('mail.page.checkpoints')}</h2>
        <p className={styles.quiet}>{t('mail.page.checkpoints_what')}</p>
        <Loaded from={addresses}>
          {(found) => <CheckpointsForm addresses={found.addresses} />}
        </Loaded>
      </section>
      <section className={styles.section} aria-labelledby="mail-in">
        <h2 id="mail-in">{t('mail.page.in')}</h2>
        <p className={styles.quiet}>{t('mail.page.in_what')}</p>
        <Loaded from={settings}>{(found) => <InboxForm settings={found} />}</Loaded>
      </section>
      <section className={styles.section} aria-labelledby="mail-queue">
        <h2 id="mail-queue">{t('mail.page.queue')}</h2>
        <Loaded from={messages}>{(found) => <Queue messages={found.messages} />}</Loaded>
      </section>
    </>
  );
}
