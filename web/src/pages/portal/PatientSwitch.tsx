import { SegmentedControl } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { t } from '../../i18n/portal.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import { type RepresentedPatient, useMembership } from '../../session/session.ts'

function labelOf(person: RepresentedPatient): string {
  return person.relation === 'self' ? t('you', { name: person.name }) : person.name
}

/** Whom the account looks at: itself, a child, someone cared for. The choice lasts as long as the tab. */
function useWhose() {
  const { clinicId, patients } = useMembership()
  const [id, choose] = useSessionStorage({
    key: `whose-${clinicId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  return { patients, person: patients.find(one => one.patientId === id) ?? patients[0], choose }
}

/** A page of the patient: whose data it is stands on top, and can be switched where the account stands for several. */
export function ForWhom({
  children,
  fixed = false,
}: {
  children: (person: RepresentedPatient) => ReactNode
  fixed?: boolean
}) {
  const { patients, person, choose } = useWhose()
  const { clinicName } = useMembership()
  if (!person) return <EmptyState title={t('nobody')}>{t('nobodyHelp', { clinic: clinicName })}</EmptyState>
  return (
    <div className="home">
      {patients.length > 1 && !fixed && (
        <SegmentedControl
          className="home-whose no-print"
          fullWidth
          aria-label={t('whose')}
          value={person.patientId}
          onChange={choose}
          data={patients.map(one => ({ value: one.patientId, label: labelOf(one) }))}
        />
      )}
      {children(person)}
    </div>
  )
}
