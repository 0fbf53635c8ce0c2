// The extract as it will be read, before it is certified: the same headings, facts and rows as in
// the page that goes out, in the language in which it was made.

import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PageLink } from '@web/components/link.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { useText } from '@web/text/texts.tsx';
import { createElement } from 'react';

import styles from './actions.module.css';
import { type ExtractPage, extractQuery } from './queries.ts';

type Block = ExtractPage['blocks'][number];

function Rows({ block }: { block: Block }) {
  const columns = block.columns ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className={styles.scrolled} tabIndex={0} aria-label={block.caption ?? ''}>
      <table>
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(block.rows ?? []).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a page that never changes
            <tr key={at}>
              {row.map((cell, place) => (
                <td key={columns[place] ?? place}>
                  <div className={styles.cell}>{cell}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Shown({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return createElement(`h${Math.min((block.level ?? 1) + 1, 6)}`, {}, block.text);
    case 'paragraph':
      return <p className={styles.lines}>{block.text}</p>;
    case 'notice':
      return (
        <p className={styles.stop} role="note">
          {block.text}
        </p>
      );
    case 'facts':
      return (
        <dl className={styles.facts}>
          {(block.facts ?? []).map((fact) => (
            <div key={fact.word}>
              <dt>{fact.word}</dt>
              <dd>{fact.fact}</dd>
            </div>
          ))}
        </dl>
      );
    default:
      return <Rows block={block} />;
  }
}

export default function ExtractReadPage() {
  const { t } = useText();
  const { action } = useParams({ strict: false }) as { action: string };
  const query = useQuery(extractQuery(action));
  return (
    <>
      <PageHead
        title={t('actions.extract.head', { action })}
        purpose={t('actions.extract.purpose')}
        law="GDPR art. 15.3, 15.4"
        actions={<PageLink to={`/actions/${action}`}>{t('actions.extract.back')}</PageLink>}
      />
      <Loaded from={query}>
        {(page) => (
          <article className={styles.document} lang={page.language}>
            {page.blocks.map((block, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a page that never changes
              <Shown key={at} block={block} />
            ))}
          </article>
        )}
      </Loaded>
    </>
  );
}
