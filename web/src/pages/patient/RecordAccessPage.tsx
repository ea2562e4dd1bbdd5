import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { patientOf } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { t } from '../../i18n/access-log.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { RecordAccess } from '../access-log/RecordAccess.tsx'

/** Who opened one patient's record, for the owner: what the patient sees too. */
export default function OpenedPage() {
  const { id = '' } = useParams()
  const patient = useQuery(patientOf(id))
  if (patient.isError && asProblem(patient.error).code === 'not_found') return <NotFound />
  return (
    <QueryContent query={patient}>
      {({ name }) => (
        <>
          <PageHead title={t('openedOf', { name: name.text })} note={t('openedNote')}>
            <Button component={Link} href={`/access-log?patient=${id}`} variant="default">
              {t('title')}
            </Button>
            <Button component={Link} href={`/patients/${id}`} variant="subtle" color="gray">
              {t('backToPatient')}
            </Button>
          </PageHead>
          <RecordAccess patientId={id} name={name.text} />
        </>
      )}
    </QueryContent>
  )
}
