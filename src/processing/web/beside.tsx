// On the first page of the record: what follows from it, each with a sentence.

import { PageLink } from '@web/components/link.tsx';
import { may, useSession } from '@web/shell/session.tsx';
import { type PlainKey, useText } from '@web/text/texts.tsx';

import styles from './derived.module.css';

const places: { to: string; title: PlainKey; what: PlainKey; permission?: string }[] = [
  {
    to: '/processing/derived/completeness',
    title: 'processing.completeness.title',
    what: 'processing.completeness.purpose',
  },
  {
    to: '/processing/derived/systems',
    title: 'processing.lists.systems',
    what: 'processing.lists.systems_what',
  },
  {
    to: '/processing/derived/recipients',
    title: 'processing.lists.recipients',
    what: 'processing.lists.recipients_what',
  },
  {
    to: '/processing/derived/persons',
    title: 'processing.lists.persons',
    what: 'processing.lists.persons_what',
  },
  {
    to: '/processing/derived/countries',
    title: 'processing.lists.countries',
    what: 'processing.lists.countries_what',
  },
  {
    to: '/processing/derived/flow',
    title: 'processing.flow.title',
    what: 'processing.flow.purpose',
  },
  {
    to: '/processing/derived/package',
    title: 'processing.package.title',
    what: 'processing.package.purpose',
    permission: 'processing.package',
  },
];

export default function Beside() {
  const { t } = useText();
  const session = useSession();
  const shown = places.filter(({ permission }) => !permission || may(session, permission));
  return (
    <section aria-labelledby="follows">
      <h2 id="follows" className={styles.title}>
        {t('processing.beside.title')}
      </h2>
      <ul className={styles.cards}>
        {shown.map(({ to, title, what }) => (
          <li key={to} className={styles.card}>
            <PageLink to={to} className={styles.name}>
              {t(title)}
            </PageLink>
            <p className={styles.hint}>{t(what)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
