// What other rooms' pages may use of subjects: the reason that was given, and the form that asks
// for it.

export { setReason, useReason } from './reason.ts';
export { ReasonForm } from './reason_form.tsx';
