import { useState } from 'react'
import type { BoardRow } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { addDays, dateOf, longDate, today } from '../../i18n/time.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import { daysOf, type Range } from './dateRange.ts'
import { VisitLine } from './VisitLine.tsx'
import { VisitList } from './VisitList.tsx'
import type { StepName } from './visitSteps.ts'

interface Lines {
  open: (visit: BoardRow) => void
  act: (visit: BoardRow, name: StepName) => void
}

/** One day of the agenda. Of a month, days past and far are folded: their lines are made when somebody looks. */
function AgendaDay({
  date,
  visits,
  unfolded,
  ...lines
}: Lines & { date: string; visits: BoardRow[]; unfolded: boolean }) {
  const [shown, setShown] = useState(unfolded)
  return (
    <details className="agenda-day" open={shown} onToggle={event => setShown(event.currentTarget.open)}>
      <summary>
        <h2>
          {longDate(date)} <span className="rail-count">{t('visitsCount', { count: visits.length })}</span>
        </h2>
      </summary>
      {shown && (
        <ul className="visit-list">
          {visits.map(visit => (
            <VisitLine key={visit.id} visit={visit} {...lines} />
          ))}
        </ul>
      )}
    </details>
  )
}

/** The same visits as in the picture, as a list in order of time: for keyboard, screen reader and phone. */
export function Agenda({ range, visits, ...lines }: Lines & { range: Range; visits: BoardRow[] }) {
  const days = daysOf(range)
  if (days.length === 1) return <VisitList visits={visits} {...lines} />
  const ordered = [...visits].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  const daysWithVisits = days.flatMap(date => {
    const ofDay = ordered.filter(visit => dateOf(visit.startsAt) === date)
    return ofDay.length > 0 ? [{ date, visits: ofDay }] : []
  })
  if (daysWithVisits.length === 0) return <EmptyState title={t('noVisitsThen')}>{t('noVisitsHelp')}</EmptyState>
  const unfoldedByDefault = { from: today(), to: addDays(today(), 3) }
  return daysWithVisits.map(day => (
    <AgendaDay
      key={day.date}
      {...day}
      {...lines}
      unfolded={
        days.length <= 7 ||
        (day.date >= unfoldedByDefault.from && day.date < unfoldedByDefault.to) ||
        daysWithVisits.length <= 5
      }
    />
  ))
}
