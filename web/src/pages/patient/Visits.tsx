import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Visit, visitsOf } from '../../api/patient-visits.ts'
import { t } from '../../i18n/patients.ts'
import { clock, dateOf, shortDay, today } from '../../i18n/time.ts'
import { LinkedRecordsWarning } from '../../parts/LinkedRecordsWarning.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'

/** What is done, cancelled or missed is past, also where its time would still be today. */
function isPast({ status }: Visit): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'no_show'
}

/** Visits to come and visits past; each opens on its day. */
export function Visits({ patientId }: { patientId: string }) {
  // Today's midnight, so that who is inside now stands among those to come.
  const [since] = useState(today)
  const upcoming = useQuery(visitsOf(patientId, 'next', since, 10))
  const past = useQuery(visitsOf(patientId, 'past', since, 20))
  return (
    <section aria-label={t('visits')}>
      <LinkedRecordsWarning source={upcoming.data?.linksUnavailable ? upcoming.data : past.data} />
      <h2 className="patient-h">{t('nextVisits')}</h2>
      <QueryContent query={upcoming} rows={2}>
        {({ items }) => <List visits={items.filter(one => !isPast(one))} emptyText={t('noNext')} />}
      </QueryContent>
      <h2 className="patient-h">{t('pastVisits')}</h2>
      <QueryContent query={past} rows={4}>
        {({ items }) => (
          <List visits={[...(upcoming.data?.items ?? []).filter(isPast).reverse(), ...items]} emptyText={t('noPast')} />
        )}
      </QueryContent>
    </section>
  )
}

function List({ visits, emptyText }: { visits: Visit[]; emptyText: string }) {
  if (visits.length === 0) return <p className="patient-dim">{emptyText}</p>
  return (
    <ul className="patient-visits">
      {visits.map(visit => (
        <li key={visit.id}>
          <Link href={`/day?date=${dateOf(visit.startsAt)}&visit=${visit.id}`}>
            {shortDay(visit.startsAt)} {dateOf(visit.startsAt).slice(0, 4)}, {clock(visit.startsAt)}
          </Link>
          <StatusBadge status={visit.status} />
          <span>{[visit.staff?.name, visit.visitType?.name, visit.reason].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  )
}
