import './portal.css'
import { Button, Text } from '@mantine/core'
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { clinicProfile, upcomingVisits } from '../../api/portal.ts'
import { takePendingBooking } from '../../book/pending-booking.ts'
import { t } from '../../i18n/portal.ts'
import { t as wait } from '../../i18n/waitlist.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { NextVisit } from './NextVisit.tsx'
import { Offers } from './Offers.tsx'
import { ForPatient } from './PatientSwitch.tsx'
import { VisitLine } from './VisitLine.tsx'

/** The patient's first page: the next visit, large. */
export default function HomePage() {
  return <ForPatient>{person => <Home key={person.patientId} person={person} />}</ForPatient>
}

function Home({ person }: { person: RepresentedPatient }) {
  const visits = useQuery(upcomingVisits(person.patientId))
  const clinic = useQuery(clinicProfile)
  const [, navigate] = useLocation()
  // Whoever registered on the public page goes on where they chose a time.
  useEffect(() => {
    const pendingPath = takePendingBooking()
    if (pendingPath) navigate(pendingPath)
  }, [navigate])
  const canBook = clinic.data?.policies.selfBooking !== false
  const bookButton = canBook && (
    <Button
      component={Link}
      href="/home/book"
      size="md"
      variant={visits.data?.length ? 'default' : 'filled'}
      leftSection={<IconCalendarPlus size={20} aria-hidden />}
    >
      {t('book')}
    </Button>
  )
  return (
    <>
      <PageHead title={`${t('home')}, ${person.name}`} />
      <Offers patientId={person.patientId} />
      <QueryContent query={visits} rows={6}>
        {([next, ...rest]) =>
          next ? (
            <>
              <NextVisit visit={next} clinic={clinic.data} />
              {rest.length > 0 && (
                <section aria-labelledby="home-rest">
                  <h2 id="home-rest">{t('laterVisits')}</h2>
                  <ul className="home-list">
                    {rest.map(visit => (
                      <VisitLine key={visit.id} visit={visit} clinic={clinic.data} />
                    ))}
                  </ul>
                </section>
              )}
              <div className="home-book">
                {bookButton}
                <Button component={Link} href="/home/wait" size="md" variant="subtle">
                  {wait('own')}
                </Button>
              </div>
            </>
          ) : (
            <section className="home-card">
              <EmptyState title={t('noVisit')}>
                {canBook ? (
                  <>
                    <Text mb="md">{t('noVisitHelp')}</Text>
                    {bookButton}
                  </>
                ) : (
                  clinic.data && <p>{t('notOnline', { clinic: clinic.data.name })}</p>
                )}
              </EmptyState>
            </section>
          )
        }
      </QueryContent>
    </>
  )
}
