// Why what is known of a person is still here: rule by rule and field by field, by the handle that a
// search gave. It is a look at that person, so it asks for a reason, which stands in the log.

import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { type AnswerOf, post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { PageLink } from '@web/components/link.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { Status } from '@web/components/status.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { useAddress } from '@web/components/use_address.ts';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './retention.module.css';

type Reasons = AnswerOf<'/api/retention/reasons', 'post'>;
type Place = Reasons['places'][number];
type OnRow = Place['rules'][number];
type Field = Place['fields'][number];

function Now({ rule }: { rule: OnRow }) {
  const { t, list } = useText();
  if (rule.taken_now) return <Status tone="wait">{t('retention.why.due')}</Status>;
  if (rule.review.length > 0) return rule.review.join('; ');
  if (rule.kept_by.length > 0) return t('retention.why.kept_by', { names: list(rule.kept_by) });
  if (rule.open.length > 0) return t('retention.why.open', { names: list(rule.open) });
  return rule.start ? t('retention.why.not_yet') : t('retention.why.no_start');
}

function Rules({ place }: { place: Place }) {
  const { t, day } = useText();
  const shown = (text: string | null) => (text ? day(new Date(text)) : '–');
  const columns: Column<OnRow>[] = [
    {
      name: 'rule',
      head: t('retention.page.rule'),
      cell: (rule) => (
        <PageLink to={`/retention/rules/${rule.rule.split(' ')[0]}`}>{rule.rule}</PageLink>
      ),
    },
    { name: 'start', head: t('retention.why.start'), cell: (rule) => shown(rule.start) },
    { name: 'through', head: t('retention.why.through'), cell: (rule) => shown(rule.kept_through) },
    { name: 'from', head: t('retention.why.from'), cell: (rule) => shown(rule.due_from) },
    { name: 'now', head: t('retention.why.now'), cell: (rule) => <Now rule={rule} /> },
  ];
  return (
    <Table
      caption={t('retention.why.rules')}
      columns={columns}
      rows={place.rules}
      keyOf={(rule) => rule.rule}
    />
  );
}

function Fields({ place }: { place: Place }) {
  const { t, day } = useText();
  const columns: Column<Field>[] = [
    { name: 'field', head: t('retention.why.field'), cell: (field) => field.column },
    {
      name: 'until',
      head: t('retention.why.until'),
      cell: (field) => {
        if (field.stays_because) return t('retention.why.stays', { because: field.stays_because });
        if (!field.rule) return t('retention.why.no_rule');
        const rule = field.rule;
        return field.due_from
          ? t('retention.why.gone', { day: day(new Date(field.due_from)), rule })
          : t('retention.why.some_day', { rule });
      },
    },
  ];
  return (
    <Table
      caption={t('retention.why.fields')}
      columns={columns}
      rows={place.fields}
      keyOf={(field) => field.column}
    />
  );
}

function Answer({ reasons }: { reasons: Reasons }) {
  const { t, day } = useText();
  return (
    <div role="status">
      {reasons.holds.map((hold) => (
        <p key={hold.number}>
          <Status tone="wait">
            {t('retention.why.hold', { hold: hold.number, day: day(new Date(hold.review_on)) })}
          </Status>
        </p>
      ))}
      {reasons.places.map((place, at) => (
        <section
          className={styles.part}
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows of one table have nothing else
          key={`${place.system} ${place.table} ${at}`}
        >
          <h2 className={styles.heading}>
            {t('retention.why.place', { place: `${place.system}.${place.table}` })}
          </h2>
          {place.fault && <p>{place.fault}</p>}
          {place.holds.length > 0 && (
            <p>{t('retention.why.system_hold', { holds: place.holds.join(', ') })}</p>
          )}
          {!place.fault &&
            (place.rules.length > 0 ? (
              <Rules place={place} />
            ) : (
              <p>{t('retention.why.none_over')}</p>
            ))}
          {place.fields.length > 0 && (
            <>
              <h3 className={styles.sub}>{t('retention.why.fields')}</h3>
              <Fields place={place} />
            </>
          )}
        </section>
      ))}
    </div>
  );
}

/// A person's page leads here with the handle, which says nothing of the person.
const nothing = { person: '' };

export default function WhyPage() {
  const { t } = useText();
  const [{ person: known }] = useAddress(nothing);
  const [person, setPerson] = useState(known);
  const [reference, setReference] = useState('');
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      post('/api/retention/reasons', {
        body: { person: person.trim(), reference: reference.trim() },
      }),
  });
  const whole = person.trim() !== '' && reference.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) mutate();
  };
  return (
    <>
      <PageHead
        title={t('retention.why.title')}
        purpose={t('retention.why.purpose')}
        law="GDPR art. 13.2 a, 15.1 d"
      />
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={t('retention.why.person')}
          description={t('retention.why.person_what')}
          placeholder="P-7K3F9Q"
          value={person}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <TextInput
          label={t('retention.why.reference')}
          description={t('retention.reason.what')}
          value={reference}
          autoComplete="off"
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        {error && <Failure error={error} />}
        <div className={styles.buttons}>
          <Button type="submit" disabled={!whole} loading={isPending}>
            {t('retention.why.ask')}
          </Button>
        </div>
      </form>
      {data && <Answer reasons={data} />}
    </>
  );
}
