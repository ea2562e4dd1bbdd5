import type { BoardRow } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { Empty } from '../../parts/faces.tsx'
import type { StepName } from './steps.ts'
import { VisitLine } from './VisitLine.tsx'
import { gone } from './visits.ts'

interface Props {
  visits: BoardRow[]
  withGone: boolean
  /** Chosen doctors; empty for all. */
  staff: string[]
  open: (visit: BoardRow) => void
  act: (visit: BoardRow, name: StepName) => void
}

/** The day as a list in order of time: the equal of the calendar for keyboard and screen reader, and the first view on a phone. */
export function VisitList({ visits, withGone, staff, open, act }: Props) {
  const shown = visits
    .filter(visit => withGone || !gone.has(visit.status))
    .filter(visit => staff.length === 0 || !visit.staff || staff.includes(visit.staff.id))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  if (shown.length === 0) return <Empty title={t('noVisits')}>{t('noVisitsHelp')}</Empty>
  const done = shown.filter(visit => visit.status === 'completed')
  const rest = shown.filter(visit => visit.status !== 'completed')
  const list = (some: BoardRow[]) => (
    <ul className="visit-list">
      {some.map(visit => (
        <VisitLine key={visit.id} visit={visit} open={open} act={act} />
      ))}
    </ul>
  )
  // What is over is folded away as long as there is something left to do.
  if (done.length === 0 || rest.length === 0) return list(shown)
  return (
    <>
      <details className="earlier">
        <summary>{t('earlier', { count: done.length })}</summary>
        {list(done)}
      </details>
      {list(rest)}
    </>
  )
}
