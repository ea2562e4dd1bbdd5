import { Checkbox } from '@mantine/core'
import type { Role } from '../../../../workers/shared/permissions.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'

/** The roles of those who work here; `patient` is no choice but follows from whom the account stands for. */
export const staffRoles = ['owner', 'doctor', 'nurse', 'receptionist'] as const satisfies readonly Role[]

interface Props {
  /** Of the group; errors lead to it. */
  id: string
  value: readonly Role[]
  onChange: (roles: Role[]) => void
  error?: string | undefined
}

/** Which roles somebody has, each with what it lets them see and do. */
export function RolesField({ id, value, onChange, error }: Props) {
  const toggle = (role: Role, on: boolean) => onChange(on ? [...value, role] : value.filter(one => one !== role))
  return (
    <fieldset id={id} tabIndex={-1} data-wrong={error !== undefined} aria-describedby={`${id}-help`}>
      <legend>{t('roles')}</legend>
      <p id={`${id}-help`} className="members-dim">
        {t('rolesHelp')}
      </p>
      {error && <p className="members-wrong">{error}</p>}
      {staffRoles.map(role => (
        <Checkbox
          key={role}
          label={common(role)}
          description={t(`about_${role}`)}
          checked={value.includes(role)}
          onChange={event => toggle(role, event.currentTarget.checked)}
        />
      ))}
      {value.includes('patient') && <p className="members-dim">{t('alsoPatient')}</p>}
    </fieldset>
  )
}
