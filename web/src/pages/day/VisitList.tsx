import type { BoardRow } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { EmptyState } from '../../parts/query-states.tsx'
import { VisitLine } from './VisitLine.tsx'
import type { StepName } from './visitSteps.ts'

interface Props {
  visits: BoardRow[]
  open: (visit: BoardRow) => void
  act: (visit: BoardRow, name: StepName) => void
}

/** The day as a list in order of time: the equal of the calendar for keyboard and screen reader, and the first view on a phone. */
export function VisitList({ visits, open, act }: Props) {
  const shown = [...visits].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  if (shown.length === 0) return <EmptyState title={t('noVisits')}>{t('noVisitsHelp')}</EmptyState>
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
