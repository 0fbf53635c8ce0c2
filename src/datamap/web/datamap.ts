// What other rooms' pages may use of datamap.

export {
  confirmedQuery,
  type Field,
  type Link,
  type Map_,
  mapsQuery,
  newestQuery,
  type Read,
  type Standing,
  type Table,
  type Version,
  versionsQuery,
} from './queries.ts';
export {
  categoryWords,
  classWords,
  eraseWords,
  holdsWords,
  isPersonal,
  partWord,
} from './words.ts';
