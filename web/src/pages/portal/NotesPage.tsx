import './portal.css'
import { Button } from '@mantine/core'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { measurementsOf, notesOf } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { dateOf, longDate } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, FailedState, LoadingState, QueryContent } from '../../parts/query-states.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { ObservationTable } from './ObservationTable.tsx'
import { latestOfEach } from './observations.ts'
import { ForPatient } from './PatientSwitch.tsx'

/** What doctors wrote and signed, and what was measured. */
export default function NotesPage() {
  return <ForPatient>{person => <Notes key={person.patientId} person={person} />}</ForPatient>
}

function Notes({ person }: { person: RepresentedPatient }) {
  const notes = useInfiniteQuery(notesOf(person.patientId))
  const observations = useQuery(measurementsOf(person.patientId))
  const lines = notes.data?.pages.flatMap(page => page.items)
  return (
    <>
      <PageHead title={t('notes')} />
      <section aria-labelledby="notes-visits">
        <h2 id="notes-visits">{t('fromVisits')}</h2>
        {lines === undefined ? (
          notes.isError ? (
            <FailedState error={notes.error} retry={() => notes.refetch()} />
          ) : (
            <LoadingState rows={4} />
          )
        ) : lines.length === 0 ? (
          <EmptyState title={t('noNotes')}>{t('noNotesHelp')}</EmptyState>
        ) : (
          <ul className="home-options">
            {lines.map(line => (
              <li key={line.id}>
                <Link href={`/home/notes/${line.id}`} className="home-option">
                  <span>
                    <strong data-retracted={line.status === 'entered_in_error'}>
                      {longDate(dateOf(line.period.start))}
                    </strong>
                    {line.status === 'entered_in_error' && <span className="home-error">{t('inError')}</span>}
                    <span className="home-quiet">{line.staff?.name ?? line.signedBy?.name}</span>
                  </span>
                  <IconChevronRight size={20} aria-hidden />
                </Link>
              </li>
            ))}
          </ul>
        )}
        {notes.hasNextPage && (
          <Button variant="default" loading={notes.isFetchingNextPage} onClick={() => notes.fetchNextPage()}>
            {t('moreNotes')}
          </Button>
        )}
      </section>
      <section aria-labelledby="notes-latest">
        <h2 id="notes-latest">{t('latest')}</h2>
        <QueryContent query={observations} rows={4}>
          {items =>
            items.length === 0 ? (
              <EmptyState title={t('noMeasurements')} />
            ) : (
              <div className="home-card">
                <ObservationTable items={latestOfEach(items)} withDates label={t('latest')} />
              </div>
            )
          }
        </QueryContent>
      </section>
    </>
  )
}
