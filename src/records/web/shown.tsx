// A value as a person reads it, by the declaration of its field.

import { PageLink } from '@web/components/link.tsx';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import {
  type Field,
  type Kind,
  type Links,
  partsOf,
  type Saved,
  type Value,
  type Values,
} from './query.ts';
import styles from './records.module.css';

interface ShownProps {
  field: Field;
  value: Value | undefined;
  links: Links;
}

function One({ field, value, links }: { field: Field; value: string; links: Links }) {
  const { t, day } = useText();
  if (field.type === 'choice') {
    return field.choices.find(({ word }) => word === value)?.label ?? value;
  }
  if (field.type === 'day') return day(new Date(value));
  const named = links[value];
  if (field.type === 'account') return named?.title ?? value;
  if (field.type === 'link' && named) {
    return (
      <PageLink to={`/${field.to_room}/${field.to}/${named.number}`}>
        {`${named.number} ${named.title}`}
      </PageLink>
    );
  }
  if (field.type === 'link')
    return <span className={styles.quiet}>{t('records.value.hidden')}</span>;
  return value;
}

function Rows({ field, rows, links }: { field: Field; rows: Values[]; links: Links }) {
  return (
    <ol className={styles.rows}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place.
        <li key={at}>
          <Facts fields={field.fields} values={row} links={links} />
        </li>
      ))}
    </ol>
  );
}

export function Shown({ field, value, links }: ShownProps): ReactNode {
  const { t, number } = useText();
  if (value === undefined) return <span className={styles.quiet}>–</span>;
  if (typeof value === 'boolean') return t(value ? 'records.value.yes' : 'records.value.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    return field.type === 'prose' ? (
      <span className={styles.prose}>{value}</span>
    ) : (
      <One field={field} value={value} links={links} />
    );
  }
  if (field.type === 'rows') return <Rows field={field} rows={value as Values[]} links={links} />;
  return (
    <ul className={styles.values}>
      {(value as string[]).map((one) => (
        <li key={one}>
          <One field={field} value={one} links={links} />
        </li>
      ))}
    </ul>
  );
}

/// A record by the parts of its form; those that hold nothing are left out.
export function PartsShown({ kind, record }: { kind: Kind; record: Saved }) {
  const values = record.fields as Values;
  return partsOf(kind)
    .filter(({ fields }) => fields.some(({ name }) => values[name] !== undefined))
    .map(({ name, label, fields }) => (
      <section key={name} aria-labelledby={name && `shown-${name}`}>
        {name && (
          <h2 id={`shown-${name}`} className={styles.title}>
            {label}
          </h2>
        )}
        <Facts fields={fields} values={values} links={record.links} />
      </section>
    ));
}

/// Label and value of every field that has one.
export function Facts({
  fields,
  values,
  links,
}: {
  fields: Field[];
  values: Values;
  links: Links;
}) {
  return (
    <dl className={styles.facts}>
      {fields
        .filter((field) => values[field.name] !== undefined)
        .map((field) => (
          <div key={field.name} className={styles.fact}>
            <dt>{field.label}</dt>
            <dd>
              <Shown field={field} value={values[field.name]} links={links} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
