import { SegmentedControl } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { t } from '../../i18n/portal.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import { type RepresentedPatient, useMembership } from '../../session/session.ts'

function labelOf(person: RepresentedPatient): string {
  return person.relation === 'self' ? t('you', { name: person.name }) : person.name
}

/** The patient whose data is shown: the account itself, a child or a person cared for. The choice lasts as long as the tab. */
function useSelectedPatient() {
  const { clinicId, patients } = useMembership()
  const [id, select] = useSessionStorage({
    key: `whose-${clinicId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  return { patients, person: patients.find(one => one.patientId === id) ?? patients[0], choose: select }
}

/** A page of the patient: whose data it is stands on top, and can be switched where the account stands for several. */
export function ForPatient({
  children,
  hideSwitch = false,
}: {
  children: (person: RepresentedPatient) => ReactNode
  hideSwitch?: boolean
}) {
  const { patients, person, choose: select } = useSelectedPatient()
  const { clinicName } = useMembership()
  if (!person) return <EmptyState title={t('nobody')}>{t('nobodyHelp', { clinic: clinicName })}</EmptyState>
  return (
    <div className="home">
      {patients.length > 1 && !hideSwitch && (
        <SegmentedControl
          className="home-whose no-print"
          fullWidth
          aria-label={t('whose')}
          value={person.patientId}
          onChange={select}
          data={patients.map(one => ({ value: one.patientId, label: labelOf(one) }))}
        />
      )}
      {children(person)}
    </div>
  )
}
