// Which roles, and whose data they are for.

import { Checkbox, Stack, TagsInput } from '@mantine/core';
import { useText } from '@web/text/texts.tsx';

import { all_roles, type Role, roles, type Whose } from './words.ts';

interface RoleFieldsProps {
  held: Role[];
  changeHeld: (held: Role[]) => void;
  whose: Whose;
  changeWhose: (whose: Whose) => void;
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
      <TagsInput
        label={t('accounts.limits.units')}
        description={t('accounts.limits.units_what')}
        value={whose.units}
        onChange={(units) => change({ ...whose, units })}
      />
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
