// Which roles, and whose data they are for.

import { Checkbox, Stack, TagsInput } from '@mantine/core';
import { may, useSession } from '@web/shell/session.tsx';
import { useText } from '@web/text/texts.tsx';
import { unitsPart } from '@web/units_parts.ts';
import { Suspense } from 'react';

import { all_roles, type Role, roles, type Whose } from './words.ts';

interface RoleFieldsProps {
  held: Role[];
  changeHeld: (held: Role[]) => void;
  whose: Whose;
  changeWhose: (whose: Whose) => void;
}

interface UnitsProps {
  value: string[];
  change: (units: string[]) => void;
}

/// Chosen by name by whoever may read the record, written by number by whoever may not.
function Units({ value, change }: UnitsProps) {
  const { t } = useText();
  const session = useSession();
  const label = t('accounts.limits.units');
  if (!unitsPart || !may(session, unitsPart.permission)) {
    return (
      <TagsInput
        label={label}
        description={t('accounts.limits.units_what')}
        value={value}
        onChange={change}
      />
    );
  }
  const { Field } = unitsPart;
  const description = t('accounts.limits.units_find');
  return (
    <Suspense
      fallback={<TagsInput label={label} description={description} value={value} readOnly />}
    >
      <Field label={label} description={description} value={value} change={change} />
    </Suspense>
  );
}

export function WhoseData({ whose, change }: { whose: Whose; change: (whose: Whose) => void }) {
  const { t } = useText();
  return (
    <>
      <TagsInput
        label={t('accounts.limits.only')}
        description={t('accounts.limits.only_what')}
        value={whose.controllers}
        onChange={(controllers) => change({ ...whose, controllers })}
      />
      <Units value={whose.units} change={(units) => change({ ...whose, units })} />
    </>
  );
}

export function RoleFields({ held, changeHeld, whose, changeWhose }: RoleFieldsProps) {
  const { t } = useText();
  return (
    <>
      <Checkbox.Group
        label={t('accounts.people.roles')}
        description={t('accounts.people.roles_what')}
        value={held}
        onChange={(values) => changeHeld(values as Role[])}
      >
        <Stack gap={6} mt={8}>
          {all_roles.map((role) => (
            <Checkbox key={role} value={role} label={t(roles[role])} />
          ))}
        </Stack>
      </Checkbox.Group>
      <WhoseData whose={whose} change={changeWhose} />
    </>
  );
}
