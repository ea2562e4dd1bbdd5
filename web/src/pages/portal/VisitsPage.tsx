import './portal.css'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { clinicProfile, notesOf, pastVisits, unclosedVisitsOf, upcomingVisits } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, FailedState, LoadingState, QueryContent } from '../../parts/query-states.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { ForPatient } from './PatientSwitch.tsx'
import { VisitLine } from './VisitLine.tsx'

/** Visits to come and visits that were. */
export default function VisitsPage() {
  return <ForPatient>{person => <Visits key={person.patientId} person={person} />}</ForPatient>
}

function Visits({ person }: { person: RepresentedPatient }) {
  const upcoming = useQuery(upcomingVisits(person.patientId))
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
        <QueryContent query={upcoming} rows={3}>
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
      <PastVisits patientId={person.patientId} />
    </>
  )
}

function PastVisits({ patientId }: { patientId: string }) {
  const past = useInfiniteQuery(pastVisits(patientId))
  const unclosed = useQuery(unclosedVisitsOf(patientId))
  const notes = useInfiniteQuery(notesOf(patientId))
  const encounterOf = new Map(
    notes.data?.pages.flatMap(page => page.items.map(note => [note.appointmentId ?? '', note.id] as const)),
  )
  const closed = past.data?.pages.flatMap(page => page.items)
  // Each in its place; those further back than the list reaches come with its next page.
  const oldest = past.hasNextPage ? (closed?.at(-1)?.startsAt ?? '') : ''
  const visits = closed
    ?.concat(unclosed.data?.filter(one => one.startsAt >= oldest) ?? [])
    .sort((a, b) => b.startsAt.localeCompare(a.startsAt))
  return (
    <section aria-labelledby="visits-behind">
      <h2 id="visits-behind">{t('behind')}</h2>
      {visits === undefined ? (
        past.isError ? (
          <FailedState error={past.error} retry={() => past.refetch()} />
        ) : (
          <LoadingState rows={4} />
        )
      ) : visits.length === 0 ? (
        <EmptyState title={t('noneBehind')} />
      ) : (
        <ul className="home-list">
          {visits.map(visit => (
            <VisitLine key={visit.id} visit={visit} noteId={encounterOf.get(visit.id)} />
          ))}
        </ul>
      )}
      {past.hasNextPage && (
        <Button variant="default" loading={past.isFetchingNextPage} onClick={() => past.fetchNextPage()}>
          {t('moreVisits')}
        </Button>
      )}
    </section>
  )
}
