import './portal.css'
import { useQuery } from '@tanstack/react-query'
import { clinicProfile } from '../../api/portal.ts'
import { t } from '../../i18n/access-log.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { RecordAccess } from '../access-log/RecordAccess.tsx'
import { WhoMaySee } from '../relations/WhoMaySee.tsx'
import { ClinicPhone } from './ClinicPhone.tsx'
import { ForPatient } from './PatientSwitch.tsx'

/** Who opened my record, or that of somebody I stand for. */
export default function OpenedPage() {
  const clinic = useQuery(clinicProfile)
  return (
    <ForPatient>
      {person => (
        <>
          <PageHead
            title={person.relation === 'self' ? t('openedTitle') : t('openedOf', { name: person.name })}
            note={t('openedNote')}
          />
          <WhoMaySee key={`relations-${person.patientId}`} patientId={person.patientId} />
          <RecordAccess key={person.patientId} patientId={person.patientId} name={person.name} />
          <p className="home-quiet">
            {t('questions')} <ClinicPhone clinic={clinic.data} />
          </p>
        </>
      )}
    </ForPatient>
  )
}
