import './portal.css'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { clinicProfile, notesOf, pastVisits, unclosedVisitsOf, upcomingVisits } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, FailedState, LoadingState, QueryContent } from '../../parts/query-states.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { ForWhom } from './PatientSwitch.tsx'
import { VisitLine } from './VisitLine.tsx'

/** Visits to come and visits that were. */
export default function VisitsPage() {
  return <ForWhom>{person => <Visits key={person.patientId} person={person} />}</ForWhom>
}

function Visits({ person }: { person: RepresentedPatient }) {
  const ahead = useQuery(upcomingVisits(person.patientId))
  const clinic = useQuery(clinicProfile)
  return (
    <>
      <PageHead title={t('visits')}>
        <Button component={Link} href="/home/book" size="md">
          {t('book')}
        </Button>
      </PageHead>
      <section aria-labelledby="visits-ahead">
        <h2 id="visits-ahead">{t('ahead')}</h2>
        <QueryContent query={ahead} rows={3}>
          {visits =>
            visits.length === 0 ? (
              <EmptyState title={t('noneAhead')} />
            ) : (
              <ul className="home-list">
                {visits.map(visit => (
                  <VisitLine key={visit.id} visit={visit} clinic={clinic.data} />
                ))}
              </ul>
            )
          }
        </QueryContent>
      </section>
      <Behind patientId={person.patientId} />
    </>
  )
}

function Behind({ patientId }: { patientId: string }) {
  const behind = useInfiniteQuery(pastVisits(patientId))
  const unclosed = useQuery(unclosedVisitsOf(patientId))
  const notes = useInfiniteQuery(notesOf(patientId))
  const written = new Map(
    notes.data?.pages.flatMap(page => page.items.map(note => [note.appointmentId ?? '', note.id] as const)),
  )
  const closed = behind.data?.pages.flatMap(page => page.items)
  // Each in its place; those further back than the list reaches come with its next page.
  const reach = behind.hasNextPage ? (closed?.at(-1)?.startsAt ?? '') : ''
  const visits = closed
    ?.concat(unclosed.data?.filter(one => one.startsAt >= reach) ?? [])
    .sort((a, b) => b.startsAt.localeCompare(a.startsAt))
  return (
    <section aria-labelledby="visits-behind">
      <h2 id="visits-behind">{t('behind')}</h2>
      {visits === undefined ? (
        behind.isError ? (
          <FailedState error={behind.error} retry={() => behind.refetch()} />
        ) : (
          <LoadingState rows={4} />
        )
      ) : visits.length === 0 ? (
        <EmptyState title={t('noneBehind')} />
      ) : (
        <ul className="home-list">
          {visits.map(visit => (
            <VisitLine key={visit.id} visit={visit} noteId={written.get(visit.id)} />
          ))}
        </ul>
      )}
      {behind.hasNextPage && (
        <Button variant="default" loading={behind.isFetchingNextPage} onClick={() => behind.fetchNextPage()}>
          {t('moreVisits')}
        </Button>
      )}
    </section>
  )
}
