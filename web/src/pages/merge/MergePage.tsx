import './merge.css'
import { Alert, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'wouter'
import { type Patient, patientOf } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { t } from '../../i18n/merging.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { ChoosePatient } from './ChoosePatient.tsx'
import { MergePair } from './MergePair.tsx'

const freshPatient = (id: string) => ({ ...patientOf(id), staleTime: 0, refetchOnWindowFocus: false })

/** Merge a duplicate into the patient who is primary: first who that is, then what the record keeps. Both stand in the address. */
export default function MergePage() {
  const { id = '' } = useParams()
  const duplicate = useQuery(freshPatient(id))
  if (duplicate.isError && asProblem(duplicate.error).code === 'not_found') return <NotFound />
  return <QueryContent query={duplicate}>{read => <MergeSteps key={id} duplicate={read} />}</QueryContent>
}

function MergeSteps({ duplicate }: { duplicate: Patient }) {
  const [params] = useSearchParams()
  const primaryId = params.get('into')
  const mergedElsewhere = duplicate.mergedInto !== undefined && duplicate.mergedInto !== primaryId
  return (
    <>
      <PageHead title={t('title', { name: duplicate.name.text })} note={t('titleHelp')}>
        <Button component={Link} href={`/patients/${duplicate.id}`} variant="subtle" color="gray">
          {t('backTo')}
        </Button>
      </PageHead>
      {mergedElsewhere ? (
        <Note text={t('alreadyMerged', { name: duplicate.name.text })}>
          <Link href={`/patients/${duplicate.mergedInto}`}>{t('openKept')}</Link>
        </Note>
      ) : primaryId ? (
        <MergeInto duplicate={duplicate} primaryId={primaryId} />
      ) : (
        <ChoosePatient duplicate={duplicate} />
      )}
    </>
  )
}

function MergeInto({ duplicate, primaryId }: { duplicate: Patient; primaryId: string }) {
  const primary = useQuery(freshPatient(primaryId))
  const unavailable = primary.isError && asProblem(primary.error).code === 'not_found'
  if (primaryId === duplicate.id || unavailable) {
    return (
      <>
        <Note text={t(unavailable ? 'gone' : 'itself')} />
        <ChoosePatient duplicate={duplicate} />
      </>
    )
  }
  return (
    <QueryContent query={primary}>
      {read =>
        read.mergedInto ? (
          <Note text={t('targetMerged', { name: read.name.text })}>
            <Link href={`/patients/${duplicate.id}/merge?into=${read.mergedInto}`}>{t('takeMergedInto')}</Link>
          </Note>
        ) : (
          <MergePair key={read.id} duplicate={duplicate} primary={read} />
        )
      }
    </QueryContent>
  )
}

function Note({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <Alert color="yellow" variant="light" mb="md" role="status" styles={{ message: { color: 'var(--warn)' } }}>
      {text} {children}
    </Alert>
  )
}
