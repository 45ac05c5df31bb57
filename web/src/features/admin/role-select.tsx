import { NativeSelect } from '@mantine/core';
import type { Role } from '../../api/types';
import { useLanguage } from '../../lib/i18n';
import { roles } from './queries';

/** One of the roles, with what it may do. */
export function RoleSelect({ label, value, onChange }: { label: string; value: Role; onChange: (role: Role) => void }) {
  const { t } = useLanguage();
  return (
    <NativeSelect
      label={label}
      value={value}
      description={t(`admin.users.may.${value}`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange(roles.find((role) => role === event.currentTarget.value) ?? 'viewer')}
      data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
    />
  );
}
