import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { pendingRelations, type Relation } from '../../api/relations.ts'
import { t } from '../../i18n/relations.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { personLine } from '../../parts/person.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { RelationActions } from './RelationActions.tsx'
import { RelationRow } from './RelationRow.tsx'

/** What waits for an owner or doctor: new accounts that stand for a patient. */
export default function ApprovalsPage() {
  const pending = useInfiniteQuery(pendingRelations)
  const items = pending.data?.pages.flatMap(page => page.items)
  return (
    <>
      <PageHead title={t('approvals')} note={t('approvalsHelp')} />
      {items === undefined ? (
        pending.isError ? (
          <FailedState error={pending.error} retry={() => pending.refetch()} />
        ) : (
          <LoadingState rows={5} />
        )
      ) : items.length === 0 ? (
        <EmptyState title={t('noApprovals')}>{t('noApprovalsHelp')}</EmptyState>
      ) : (
        <ul className="relations-rows">
          {items.map(one => (
            <RelationRow key={one.id} relation={one} title={<PatientLine relation={one} />}>
              <RelationActions relation={one} mayEnd />
            </RelationRow>
          ))}
        </ul>
      )}
      {pending.hasNextPage && (
        <Button variant="default" loading={pending.isFetchingNextPage} onClick={() => void pending.fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </>
  )
}

function PatientLine({ relation: { patient, patientId } }: { relation: Relation }) {
  return (
    <p>
      <Link href={`/patients/${patientId}`}>{patient?.name ?? patientId}</Link>{' '}
      {patient && <span className="relations-dim">{personLine(patient)}</span>}
    </p>
  )
}
