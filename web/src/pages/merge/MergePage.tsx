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
import { Choose } from './ChoosePatient.tsx'
import { Pair } from './MergePair.tsx'

const fresh = (id: string) => ({ ...patientOf(id), staleTime: 0, refetchOnWindowFocus: false })

/** Merge a duplicate into the patient who is kept: first who that is, then what the record keeps. Both stand in the address. */
export default function MergePage() {
  const { id = '' } = useParams()
  const twin = useQuery(fresh(id))
  if (twin.isError && asProblem(twin.error).code === 'not_found') return <NotFound />
  return <QueryContent query={twin}>{read => <Merging key={id} twin={read} />}</QueryContent>
}

function Merging({ twin }: { twin: Patient }) {
  const [params] = useSearchParams()
  const into = params.get('into')
  const elsewhere = twin.mergedInto !== undefined && twin.mergedInto !== into
  return (
    <>
      <PageHead title={t('title', { name: twin.name.text })} note={t('titleHelp')}>
        <Button component={Link} href={`/patients/${twin.id}`} variant="subtle" color="gray">
          {t('backTo')}
        </Button>
      </PageHead>
      {elsewhere ? (
        <Note text={t('alreadyMerged', { name: twin.name.text })}>
          <Link href={`/patients/${twin.mergedInto}`}>{t('openKept')}</Link>
        </Note>
      ) : into ? (
        <Into twin={twin} into={into} />
      ) : (
        <Choose twin={twin} />
      )}
    </>
  )
}

function Into({ twin, into }: { twin: Patient; into: string }) {
  const kept = useQuery(fresh(into))
  const gone = kept.isError && asProblem(kept.error).code === 'not_found'
  if (into === twin.id || gone) {
    return (
      <>
        <Note text={t(gone ? 'gone' : 'itself')} />
        <Choose twin={twin} />
      </>
    )
  }
  return (
    <QueryContent query={kept}>
      {read =>
        read.mergedInto ? (
          <Note text={t('targetMerged', { name: read.name.text })}>
            <Link href={`/patients/${twin.id}/merge?into=${read.mergedInto}`}>{t('takeSurvivor')}</Link>
          </Note>
        ) : (
          <Pair key={read.id} twin={twin} kept={read} />
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
