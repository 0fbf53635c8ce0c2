// Which roles, and whose data they are for.

import { Checkbox, Stack, TagsInput } from '@mantine/core';
import { useText } from '@web/text/texts.tsx';

import { all_roles, type Role, roles } from './words.ts';

interface RoleFieldsProps {
  held: Role[];
  changeHeld: (held: Role[]) => void;
  controllers: string[];
  changeControllers: (controllers: string[]) => void;
}

export function Controllers({
  controllers,
  change,
}: {
  controllers: string[];
  change: (controllers: string[]) => void;
}) {
  const { t } = useText();
  return (
    <TagsInput
      label={t('accounts.limits.only')}
      description={t('accounts.limits.only_what')}
      value={controllers}
      onChange={change}
    />
  );
}

export function RoleFields({ held, changeHeld, controllers, changeControllers }: RoleFieldsProps) {
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
      <Controllers controllers={controllers} change={changeControllers} />
    </>
  );
}
