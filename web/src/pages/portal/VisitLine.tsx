import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { AppointmentItem, Clinic } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { clockRange, dateOf, longDate, today } from '../../i18n/time.ts'
import '../../parts/status.css'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { VisitActions } from './NextVisit.tsx'

const openStatuses = new Set<AppointmentItem['status']>(['booked', 'confirmed', 'arrived', 'in_progress'])

/** A visit in a list: ahead with what can be done, behind with what was written. */
export function VisitLine(props: { visit: AppointmentItem; clinic?: Clinic | undefined; noteId?: string | undefined }) {
  const { visit, clinic, noteId } = props
  const unclosed = dateOf(visit.startsAt) < today() && openStatuses.has(visit.status)
  return (
    <li className="home-visit">
      <div className="home-visit-top">
        <strong>{longDate(dateOf(visit.startsAt))}</strong>
        {unclosed ? <span className="home-unclosed">{t('unclosed')}</span> : <StatusBadge status={visit.status} />}
      </div>
      <div>
        {clockRange(visit.startsAt, visit.endsAt)}
        {visit.staff && ` · ${visit.staff.name}`}
      </div>
      <div className="home-quiet">{[visit.visitType?.name, visit.reason].filter(Boolean).join(' · ')}</div>
      {noteId && (
        <Anchor component={Link} href={`/home/notes/${noteId}`} className="home-link">
          {t('readNote')}
          <span className="only-spoken"> {longDate(dateOf(visit.startsAt))}</span>
        </Anchor>
      )}
      <VisitActions visit={visit} clinic={clinic} />
    </li>
  )
}
