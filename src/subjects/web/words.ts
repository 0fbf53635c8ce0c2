// The room's words as people say them.

import type { components } from '@generated/contract.ts';
import type { PlainKey, Say } from '@web/text/texts.tsx';

export type AlarmKind = components['schemas']['subjects.AlarmKind'];
type DataClass = components['schemas']['subjects.Table']['fields'][number]['class'];

const kinds: Record<string, PlainKey> = {
  email: 'subjects.kind.email',
  phone: 'subjects.kind.phone',
  name: 'subjects.kind.name',
  number: 'subjects.kind.number',
  key: 'subjects.kind.key',
  username: 'subjects.kind.username',
  address: 'subjects.kind.address',
  birth_date: 'subjects.kind.birth_date',
  national_id: 'subjects.kind.national_id',
  personnummer: 'subjects.kind.personnummer',
  samordningsnummer: 'subjects.kind.samordningsnummer',
  cpr: 'subjects.kind.cpr',
  fodselsnummer: 'subjects.kind.fodselsnummer',
  d_number: 'subjects.kind.d_number',
  henkilotunnus: 'subjects.kind.henkilotunnus',
  kennitala: 'subjects.kind.kennitala',
};

const categories: Record<string, PlainKey> = {
  name: 'subjects.kind.name',
  birth_date: 'subjects.kind.birth_date',
  national_id: 'subjects.kind.national_id',
  email: 'subjects.kind.email',
  phone: 'subjects.kind.phone',
  postal_address: 'subjects.kind.address',
  gender: 'subjects.kind.gender',
  employment: 'subjects.kind.employment',
  username: 'subjects.kind.username',
};

const classes: Record<DataClass, PlainKey> = {
  ordinary: 'subjects.class.ordinary',
  confidential: 'subjects.class.confidential',
  special: 'subjects.class.special',
  criminal: 'subjects.class.criminal',
  national_id: 'subjects.class.national_id',
};

const alarms: Record<AlarmKind, PlainKey> = {
  self: 'subjects.alarm.self',
  colleague: 'subjects.alarm.colleague',
  surname: 'subjects.alarm.surname',
  address: 'subjects.alarm.address',
  without_action: 'subjects.alarm.without_action',
  out_of_hours: 'subjects.alarm.out_of_hours',
};

/// The word itself where it is one that these pages do not know yet.
export function wordOfKind(t: Say, kind: string): string {
  const key = kinds[kind];
  return key ? t(key) : kind;
}

/// Empty for what is said by the column's own name.
export function wordOfCategory(t: Say, category: string): string {
  const key = categories[category];
  return key ? t(key) : '';
}

export const wordOfClass = (t: Say, one: DataClass): string => t(classes[one]);
export const wordOfAlarm = (t: Say, kind: AlarmKind): string => t(alarms[kind]);
