import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type StaffMember, staffList } from '../../api/staff.ts'
import { t } from '../../i18n/members.ts'

interface Props {
  id: string
  /** Empty for none. */
  value: string
  onChange: (staffId: string, profile: StaffMember | undefined) => void
  error?: string | undefined
}

/** Which entry of the staff list this account belongs to. */
export function ProfileField({ id, value, onChange, error }: Props) {
  const staff = useQuery(staffList(false))
  const items = staff.data?.items ?? []
  return (
    <NativeSelect
      id={id}
      label={t('profile')}
      description={t('profileHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      error={error}
      data={[
        { value: '', label: t('profileNone') },
        ...(value && !items.some(one => one.id === value) ? [{ value, label: value }] : []),
        ...items.map(one => ({ value: one.id, label: [one.name, one.title].filter(Boolean).join(', ') })),
      ]}
      onChange={event => {
        const chosen = event.currentTarget.value
        onChange(
          chosen,
          items.find(one => one.id === chosen),
        )
      }}
    />
  )
}
