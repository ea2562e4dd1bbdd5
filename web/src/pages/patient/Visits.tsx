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
function over({ status }: Visit): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'no_show'
}

/** Visits to come and visits past; each opens on its day. */
export function Visits({ patientId }: { patientId: string }) {
  // Today's midnight, so that who is inside now stands among those to come.
  const [since] = useState(today)
  const next = useQuery(visitsOf(patientId, 'next', since, 10))
  const past = useQuery(visitsOf(patientId, 'past', since, 20))
  return (
    <section aria-label={t('visits')}>
      <LinkedRecordsWarning source={next.data?.linksUnavailable ? next.data : past.data} />
      <h2 className="patient-h">{t('nextVisits')}</h2>
      <QueryContent query={next} rows={2}>
        {({ items }) => <List visits={items.filter(one => !over(one))} none={t('noNext')} />}
      </QueryContent>
      <h2 className="patient-h">{t('pastVisits')}</h2>
      <QueryContent query={past} rows={4}>
        {({ items }) => (
          <List visits={[...(next.data?.items ?? []).filter(over).reverse(), ...items]} none={t('noPast')} />
        )}
      </QueryContent>
    </section>
  )
}

function List({ visits, none }: { visits: Visit[]; none: string }) {
  if (visits.length === 0) return <p className="patient-dim">{none}</p>
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
