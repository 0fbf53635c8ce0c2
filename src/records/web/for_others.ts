// What other rooms' pages make forms of. Loaded when such a page is: through `forms` of records.ts.

export { Inputs } from './input.tsx';
export { tidied } from './query.ts';
