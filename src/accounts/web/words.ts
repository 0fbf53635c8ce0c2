// Words of roles, tasks and classes, and whose data a role is for.

import type { AnswerOf } from '@web/api/client.ts';
import type { PlainKey, Say } from '@web/text/texts.tsx';

export type Role = AnswerOf<'/api/accounts/roles', 'get'>['roles'][number];
export type Cell = AnswerOf<'/api/accounts/fields', 'get'>['policy'][number];

export const roles: Record<Role, PlainKey> = {
  coordinator: 'accounts.role.coordinator',
  handler: 'accounts.role.handler',
  approver: 'accounts.role.approver',
  dpo: 'accounts.role.dpo',
  administrator: 'accounts.role.administrator',
  editor: 'accounts.role.editor',
  auditor: 'accounts.role.auditor',
  list_user: 'accounts.role.list_user',
};

export const all_roles = Object.keys(roles) as Role[];

export const tasks: Record<Cell['task'], PlainKey> = {
  find: 'accounts.task.find',
  choose: 'accounts.task.choose',
  look: 'accounts.task.look',
  plan: 'accounts.task.plan',
  extract: 'accounts.task.extract',
  reveal: 'accounts.task.reveal',
};

export const classes: Record<Cell['class'], PlainKey> = {
  ordinary: 'accounts.class.ordinary',
  confidential: 'accounts.class.confidential',
  special: 'accounts.class.special',
  criminal: 'accounts.class.criminal',
  national_id: 'accounts.class.national_id',
};

export function rolesIn(t: Say, held: Role[]): string {
  return held.map((role) => t(roles[role])).join(', ');
}

/// Whose data a role is for: controllers by name, units by number; none of both is everybody's.
export interface Whose {
  controllers: string[];
  units: string[];
}

export const everybodys: Whose = { controllers: [], units: [] };

/// Where a role is limited, to whom; the organisation itself stands as the empty name.
export function limitsIn(t: Say, { controllers, units }: Whose): string {
  if (controllers.length + units.length === 0) return t('accounts.limits.all');
  return [...controllers.map((name) => name || t('accounts.limits.own')), ...units].join(', ');
}
