// The words of a map in the person's language.

import type { PlainKey } from '@web/text/texts.tsx';

import type { Field, Table } from './queries.ts';

export const categoryWords: Record<Field['category'], PlainKey> = {
  name: 'datamap.category.name',
  username: 'datamap.category.username',
  national_id: 'datamap.category.national_id',
  email: 'datamap.category.email',
  phone: 'datamap.category.phone',
  postal_address: 'datamap.category.postal_address',
  birth_date: 'datamap.category.birth_date',
  gender: 'datamap.category.gender',
  nationality: 'datamap.category.nationality',
  family: 'datamap.category.family',
  photo: 'datamap.category.photo',
  credential: 'datamap.category.credential',
  account_number: 'datamap.category.account_number',
  payment: 'datamap.category.payment',
  salary: 'datamap.category.salary',
  employment: 'datamap.category.employment',
  education: 'datamap.category.education',
  working_time: 'datamap.category.working_time',
  date_of_event: 'datamap.category.date_of_event',
  location: 'datamap.category.location',
  online_identifier: 'datamap.category.online_identifier',
  health: 'datamap.category.health',
  union_membership: 'datamap.category.union_membership',
  religion: 'datamap.category.religion',
  politics: 'datamap.category.politics',
  ethnicity: 'datamap.category.ethnicity',
  sexuality: 'datamap.category.sexuality',
  crime: 'datamap.category.crime',
  document: 'datamap.category.document',
  free_text: 'datamap.category.free_text',
  person_ref: 'datamap.category.person_ref',
  opinion: 'datamap.category.opinion',
  preference: 'datamap.category.preference',
  other: 'datamap.category.other',
};

export const classWords: Record<Field['class'], PlainKey> = {
  ordinary: 'datamap.class.ordinary',
  confidential: 'datamap.class.confidential',
  special: 'datamap.class.special',
  criminal: 'datamap.class.criminal',
  national_id: 'datamap.class.national_id',
};

export const eraseWords: Record<Field['erase'], PlainKey> = {
  keep: 'datamap.erase.keep',
  set_null: 'datamap.erase.set_null',
  constant: 'datamap.erase.constant',
  surrogate: 'datamap.erase.surrogate',
  generalise: 'datamap.erase.generalise',
  scrub: 'datamap.erase.scrub',
};

export const holdsWords: Record<Table['holds'], PlainKey> = {
  person: 'datamap.holds.person',
  detail: 'datamap.holds.detail',
  reference: 'datamap.holds.reference',
};

const parts: Record<string, PlainKey> = {
  first: 'datamap.part.first',
  last: 'datamap.part.last',
  middle: 'datamap.part.middle',
  full: 'datamap.part.full',
  street: 'datamap.part.street',
  postal_code: 'datamap.part.postal_code',
  city: 'datamap.part.city',
  country: 'datamap.part.country',
};

/// Which part of a name or an address it is; nothing where there is no word for it.
export function partWord(part: string | undefined): PlainKey | undefined {
  return part ? parts[part] : undefined;
}

/// As datamap::Field::is_personal: what stands in a person's row and says nothing of him is not.
export function isPersonal(field: Field): boolean {
  return (
    field.category !== 'other' || !!field.part || field.class !== 'ordinary' || field.identifies
  );
}
