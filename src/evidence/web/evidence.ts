// What other rooms' pages may use of the log.

export { Lately } from './lately.tsx';
export { LookedAt } from './looked_at.tsx';
