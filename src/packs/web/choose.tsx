// The packs, each with what it is for and how far somebody has come with it.

import { useQuery } from '@tanstack/react-query';

import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';

import styles from './packs.module.css';
import { packsQuery } from './query.ts';

export function Choose() {
  const { t, language } = useText();
  const session = useSession();
  const packs = useQuery(packsQuery(language));
  return (
    <>
      <PageHead
        title={t('packs.page.title')}
        purpose={t('packs.page.purpose')}
        law="GDPR art. 30"
      />
      <Loaded from={packs}>
        {(data) => (
          <ul className={styles.packs}>
            {data.packs.map((pack) => (
              <li key={pack.pack} className={styles.pack}>
                <h2 className={styles.name}>{pack.title}</h2>
                <p className={styles.about}>{pack.about}</p>
                <p className={styles.quiet}>
                  {t('packs.choose.law', {
                    countries: pack.countries.map((code) => code.toUpperCase()).join(', '),
                    day: pack.law_checked,
                  })}
                </p>
                <div className={styles.foot}>
                  {pack.applied_version > 0 && (
                    <Status tone="good">{t('packs.choose.taken')}</Status>
                  )}
                  {may(session, 'packs.apply') && (
                    <PageLink to={`/packs/${pack.pack}`}>
                      {t(pack.applied_version > 0 ? 'packs.choose.go_on' : 'packs.choose.begin', {
                        pack: pack.title,
                      })}
                    </PageLink>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}
