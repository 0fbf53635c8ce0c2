import { expect, test } from 'vitest';

import { emptyDraft, isWhole, yamlOf } from './draft.ts';
import { isLate } from './today.ts';

const whole = {
  ...emptyDraft,
  name: 'former_members',
  system: 'liva',
  table: 'member',
  starts: 'exit_date',
  because: 'contact former members\ncollect "debts"',
};

test('a form comes to the text of a rule', () => {
  expect(yamlOf({ ...whole, unless: 'debt: balance > 0\n', law: 'Policy: 7' })).toBe(
    [
      'former_members:',
      '  subject: "liva.member"',
      '  starts: "exit_date"',
      '  keep: "at least 12 months"',
      '  unless:',
      '    debt: "balance > 0"',
      '  then: review',
      '  because:',
      '    - "contact former members"',
      '    - "collect \\"debts\\""',
      '  law: "Policy: 7"',
      '  schedule: weekly',
      '',
    ].join('\n'),
  );
});

test('a form is whole when nothing that a rule needs is missing', () => {
  expect(isWhole(emptyDraft)).toBe(false);
  expect(isWhole(whole)).toBe(true);
  expect(isWhole({ ...whole, because: ' \n' })).toBe(false);
});

test('a rule is late two days after its schedule asked for it', () => {
  const now = Date.parse('2026-11-22T08:00:00Z');
  expect(isLate({ next_look: '2026-11-19' }, now)).toBe(true);
  expect(isLate({ next_look: '2026-11-21' }, now)).toBe(false);
  expect(isLate({ next_look: null }, now)).toBe(false);
});
