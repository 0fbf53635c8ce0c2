// One field of a form, by its declaration: what it is called, what to write, which law asks for it,
// and what is wrong with it.

import { Button, MultiSelect, Radio, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import type { Fault } from '@web/api/problem.ts';
import { DayField } from '@web/components/day_field.tsx';
import { useText } from '@web/text/texts.tsx';
import type { ReactNode } from 'react';

import { Choosing } from './choosing.tsx';
import { type Field, isAsked, type Links, type Value, type Values } from './query.ts';
import styles from './records.module.css';

interface InputProps {
  field: Field;
  /// Where it stands: "matrix.2.source".
  path: string;
  value: Value | undefined;
  change: (value: Value | undefined) => void;
  faults: Fault[];
  links: Links;
}

function Help({ field }: { field: Field }): ReactNode {
  if (!field.help && !field.law) return undefined;
  return (
    <>
      {field.help} {field.law && <span className={styles.law}>{field.law}</span>}
    </>
  );
}

const types = { free: 'text', email: 'email', phone: 'tel', web: 'url' } as const;

function YesNo({
  field,
  value,
  change,
  error,
}: {
  field: Field;
  value: Value | undefined;
  change: (value: Value | undefined) => void;
  error: string | undefined;
}) {
  const { t } = useText();
  return (
    <Radio.Group
      label={field.label}
      description={<Help field={field} />}
      required={field.required}
      error={error}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={(word) => change(word === '' ? undefined : word === 'yes')}
    >
      <div className={styles.choice}>
        <Radio value="yes" label={t('records.value.yes')} />
        <Radio value="no" label={t('records.value.no')} />
        {!field.required && <Radio value="" label={t('records.value.open')} />}
      </div>
    </Radio.Group>
  );
}

function Lines({ field, path, value, change, faults, links }: InputProps) {
  const { t } = useText();
  const rows = (value as Values[] | undefined) ?? [];
  const set = (at: number, row: Values) =>
    change(rows.map((before, place) => (place === at ? row : before)));
  return (
    <fieldset className={styles.lines}>
      <legend>{field.label}</legend>
      <p className={styles.hint}>
        <Help field={field} />
      </p>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place.
        <div key={at} className={styles.line}>
          <Inputs
            fields={field.fields}
            at={`${path}.${at}.`}
            values={row}
            change={(changed) => set(at, changed)}
            faults={faults}
            links={links}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden />}
            aria-label={t('records.form.remove_line', { what: field.label, line: at + 1 })}
            onClick={() => change(rows.filter((_, place) => place !== at))}
          >
            {t('records.form.remove')}
          </Button>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        classNames={{ root: styles.wraps ?? '', label: styles.wrapped ?? '' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => change([...rows, {}])}
      >
        {t('records.form.add_line', { what: field.label })}
      </Button>
    </fieldset>
  );
}

/// The field alone, whatever the others.
export function Input(props: InputProps) {
  const { field, path, value, change, faults, links } = props;
  const error = faults
    .filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`))
    .map(({ text }) => text)
    .join(' ');
  const shared = {
    label: field.label,
    description: <Help field={field} />,
    required: field.required,
    error: error || undefined,
  };
  const text = typeof value === 'string' ? value : '';
  const list = Array.isArray(value) ? (value as string[]) : [];
  if (field.type === 'rows') return <Lines {...props} />;
  if (field.type === 'yes_no') {
    return <YesNo field={field} value={value} change={change} error={shared.error} />;
  }
  if (field.type === 'link' || field.type === 'account') {
    return (
      <Choosing
        {...shared}
        field={field}
        value={value as string | string[] | undefined}
        change={change}
        links={links}
      />
    );
  }
  if (field.type === 'choice') {
    const data = field.choices.map(({ word, label }) => ({ value: word, label }));
    return field.many ? (
      <MultiSelect {...shared} data={data} value={list} onChange={change} />
    ) : (
      <Select
        {...shared}
        data={data}
        value={text || null}
        onChange={(word) => change(word ?? '')}
      />
    );
  }
  if (field.type === 'day') return <DayField {...shared} value={text} change={change} />;
  if (field.type === 'prose') {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={14}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  }
  if (field.type === 'integer') {
    return (
      <TextInput
        {...shared}
        inputMode="numeric"
        value={value === undefined ? '' : String(value)}
        onChange={(event) => {
          const typed = event.currentTarget.value.replace(/\s/g, '');
          // What is no number stays as it was typed: the server says what is wrong with it.
          change(/^-?\d{1,15}$/.test(typed) ? Number(typed) : typed);
        }}
      />
    );
  }
  if (field.many) return <TagsInput {...shared} value={list} onChange={change} />;
  return (
    <TextInput
      {...shared}
      type={field.format in types ? types[field.format as keyof typeof types] : 'text'}
      maxLength={field.most || 500}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

interface InputsProps {
  fields: Field[];
  /// Before each field's name in the path of a fault.
  at: string;
  values: Values;
  change: (values: Values) => void;
  faults: Fault[];
  links: Links;
}

/// All fields that are asked for beside the others' values.
export function Inputs({ fields, at, values, change, faults, links }: InputsProps) {
  return (
    <div className={styles.inputs}>
      {fields
        .filter((field) => isAsked(field, values))
        // What is retired is asked for no more, and seen where it has a value.
        .filter(({ retired, name }) => !retired || name in values)
        .map((field) => (
          <div key={field.name} data-field={at + field.name} className={styles.field}>
            <Input
              field={field}
              path={at + field.name}
              value={values[field.name]}
              change={(value) => {
                const { [field.name]: _, ...others } = values;
                change(value === undefined ? others : { ...others, [field.name]: value });
              }}
              faults={faults}
              links={links}
            />
          </div>
        ))}
    </div>
  );
}
