// What other rooms' pages may use of connectors.

export { systemsQuery } from './query.ts';
