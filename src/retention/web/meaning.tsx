// A rule in words, its reasons, what keeps somebody longer, and who is past it on which day.

import { useText } from '@web/text/texts.tsx';

import type { Parts, WholeRule } from './query.ts';
import styles from './retention.module.css';
import { ruleInWords } from './words.ts';

export function Words({ parts }: { parts: Parts }) {
  const { t, list } = useText();
  return (
    <ul className={styles.words}>
      {ruleInWords(t, parts, list).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

export function Exceptions({ parts }: { parts: Parts }) {
  const { t } = useText();
  if (parts.unless.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{t('retention.meaning.unless')}</h3>
      <ul className={styles.lines}>
        {parts.unless.map(({ name, expression }) => (
          <li key={name}>
            {name}: <code>{expression}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

export function CutOffs({ cutOffs }: { cutOffs: WholeRule['cut_offs'] }) {
  const { t, day } = useText();
  return (
    <>
      <h3 className={styles.sub}>{t('retention.meaning.cut_offs')}</h3>
      <ul className={styles.lines}>
        {cutOffs.map(({ on, last_start }) => (
          <li key={on}>
            {t('retention.meaning.cut_off', {
              on: day(new Date(on)),
              last: day(new Date(last_start)),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
