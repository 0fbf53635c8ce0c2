// Asking somebody without an account about one record: whom, and field by field what he sees and
// what he may answer. Nothing else of the record leaves the house.

import { Button, Checkbox, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { Field, Forms } from '@room/records/web/records.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';

import { post } from '@web/api/client.ts';
import { Failure } from '@web/components/failure.tsx';
import { Loaded } from '@web/components/loaded.tsx';
import { useNotices } from '@web/components/notices.tsx';
import { PageHead } from '@web/components/page_head.tsx';
import { type Column, Table } from '@web/components/table.tsx';
import { type Language, languages, names } from '@web/text/language.ts';
import { useText } from '@web/text/texts.tsx';
import { type FormEvent, useState } from 'react';

import styles from './guests.module.css';
import { pageOf } from './query.ts';

type Part = ReturnType<Forms['partsOf']>[number];

/// What the guest may do with a field; of those that are in neither he sees nothing.
interface Choice {
  shown: string[];
  asked: string[];
}

const canBeAsked = (field: Field) =>
  field.type !== 'account' && field.fields.every(({ type }) => type !== 'account');

/// The links of a field, by their paths: other records, whose titles are not his to see unasked.
function linksOf(field: Field): { path: string; label: string }[] {
  if (field.type === 'link') return [{ path: field.name, label: field.label }];
  return field.fields
    .filter(({ type }) => type === 'link')
    .map(({ name, label }) => ({
      path: `${field.name}.${name}`,
      label: `${field.label}: ${label}`,
    }));
}

function toggled(names_: string[], name: string, on: boolean): string[] {
  return on ? [...new Set([...names_, name])] : names_.filter((other) => other !== name);
}

interface PickingProps {
  part: Part;
  choice: Choice;
  change: (choice: Choice) => void;
}

function Picking({ part, choice, change }: PickingProps) {
  const { t } = useText();
  const columns: Column<Field>[] = [
    { name: 'field', head: t('guests.one.field'), cell: ({ label }) => label },
    {
      name: 'shown',
      head: t('guests.ask.shown'),
      cell: ({ name, label }) => (
        <Checkbox
          aria-label={t('guests.ask.shown_of', { field: label })}
          checked={choice.shown.includes(name) || choice.asked.includes(name)}
          onChange={({ currentTarget: { checked } }) =>
            change({
              shown: toggled(choice.shown, name, checked),
              asked: checked ? choice.asked : toggled(choice.asked, name, false),
            })
          }
        />
      ),
      tight: true,
    },
    {
      name: 'asked',
      head: t('guests.ask.asked'),
      cell: (field) =>
        canBeAsked(field) && (
          <Checkbox
            aria-label={t('guests.ask.asked_of', { field: field.label })}
            checked={choice.asked.includes(field.name)}
            onChange={({ currentTarget: { checked } }) =>
              change({
                shown: toggled(choice.shown, field.name, checked),
                asked: toggled(choice.asked, field.name, checked),
              })
            }
          />
        ),
      tight: true,
    },
  ];
  return (
    <section>
      {part.label && <h3 className={styles.title}>{part.label}</h3>}
      <Table
        caption={part.label || t('guests.ask.fields')}
        columns={columns}
        rows={part.fields.filter(({ type }) => type !== 'account')}
        keyOf={({ name }) => name}
      />
    </section>
  );
}

interface TitlesProps {
  fields: Field[];
  choice: Choice;
  offered: Record<string, string[]>;
  change: (offered: Record<string, string[]>) => void;
}

/// Of which other records he may see the title: said, never assumed.
function Titles({ fields, choice, offered, change }: TitlesProps) {
  const { t } = useText();
  const links = fields
    .filter(({ name }) => choice.shown.includes(name))
    .flatMap((field) => linksOf(field).map((link) => ({ ...link, name: field.name })));
  if (links.length === 0) return null;
  return (
    <section aria-labelledby="titles">
      <h2 id="titles" className={styles.title}>
        {t('guests.ask.titles')}
      </h2>
      <p className={styles.hint}>{t('guests.ask.titles_what')}</p>
      {links.map(({ path, label, name }) => (
        <div key={path} className={styles.form}>
          <Checkbox
            mt="sm"
            label={t('guests.ask.titles_of', { field: label })}
            checked={path in offered}
            onChange={({ currentTarget: { checked } }) => {
              const { [path]: _, ...others } = offered;
              change(checked ? { ...others, [path]: [] } : others);
            }}
          />
          {path in offered && choice.asked.includes(name) && (
            <TagsInput
              label={t('guests.ask.further', { field: label })}
              description={t('guests.ask.further_what')}
              value={offered[path] ?? []}
              onChange={(numbers) => change({ ...offered, [path]: numbers })}
            />
          )}
        </div>
      ))}
    </section>
  );
}

interface FormProps {
  place: { room: string; kind: string; number: string };
  fields: Field[];
  parts: Part[];
}

function AskForm({ place, fields, parts }: FormProps) {
  const { t, language: spoken } = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { done } = useNotices();
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [language, setLanguage] = useState<Language>(spoken);
  const [days, setDays] = useState('30');
  const [note, setNote] = useState('');
  const [choice, setChoice] = useState<Choice>({ shown: [], asked: [] });
  const [offered, setOffered] = useState<Record<string, string[]>>({});
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const chosen = fields
        .filter((field) => choice.shown.includes(field.name))
        .flatMap(linksOf)
        .map(({ path }) => path);
      return post('/api/guests/requests', {
        body: {
          kind: place.kind,
          record: place.number,
          name: name.trim(),
          address: address.trim(),
          language,
          note: note.trim(),
          days: Number(days),
          ...choice,
          offered: Object.fromEntries(
            Object.entries(offered).filter(([path]) => chosen.includes(path)),
          ),
        },
      });
    },
    onSuccess: async (request) => {
      await client.invalidateQueries({ queryKey: ['guests'] });
      done(t('guests.ask.is_asked', { number: request.number }));
      void navigate({ to: pageOf(request.number) as '/' });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={send}>
      <div className={styles.form}>
        <div className={styles.pair}>
          <TextInput
            label={t('guests.ask.name')}
            description={t('guests.ask.name_what')}
            required
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('guests.ask.address')}
            description={t('guests.ask.address_what')}
            type="email"
            required
            maxLength={320}
            autoComplete="off"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('guests.ask.language')}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as Language)}
            data={languages.map((other) => ({ value: other, label: names[other] }))}
          />
          <NativeSelect
            label={t('guests.ask.days')}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            data={['7', '14', '30', '60', '90'].map((n) => ({
              value: n,
              label: t('guests.ask.n_days', { n: Number(n) }),
            }))}
          />
        </div>
        <Textarea
          label={t('guests.ask.note')}
          description={t('guests.ask.note_what')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      <h2 className={styles.title}>{t('guests.ask.fields')}</h2>
      <p className={styles.hint}>{t('guests.ask.fields_what')}</p>
      {parts.map((part) => (
        <Picking key={part.name} part={part} choice={choice} change={setChoice} />
      ))}
      <Titles fields={fields} choice={choice} offered={offered} change={setOffered} />
      {error && <Failure error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" loading={isPending} disabled={choice.asked.length === 0}>
          {t('guests.ask.send', { n: choice.asked.length })}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            void navigate({ to: `/${place.room}/${place.kind}/${place.number}` as '/' })
          }
        >
          {t('guests.ask.back')}
        </Button>
      </div>
    </form>
  );
}

function AskPage({ forms }: { forms: Forms }) {
  const { t, language } = useText();
  const [room = '', kind = '', number = ''] = useLocation()
    .pathname.split('/')
    .slice(3)
    .map(decodeURIComponent);
  const kinds = useQuery(forms.kindsQuery(room, language));
  const record = useQuery(forms.recordQuery(room, kind, number));
  return (
    <>
      <PageHead
        title={t('guests.ask.heading', { number })}
        purpose={t('guests.ask.purpose')}
        law="GDPR art. 5.1 d, 25, 28.3 h"
      />
      <Loaded from={record}>
        {({ title }) => (
          <>
            <p>{`${number} ${title}`}</p>
            <Loaded from={kinds}>
              {(data) => {
                const found = data.kinds.find((one) => one.kind === kind);
                if (!found) return null;
                return (
                  <AskForm
                    place={{ room, kind, number }}
                    fields={found.fields}
                    parts={forms.partsOf(found)}
                  />
                );
              }}
            </Loaded>
          </>
        )}
      </Loaded>
    </>
  );
}

/// The page, with what forms are made of.
export const pageWith = (forms: Forms) => () => <AskPage forms={forms} />;
