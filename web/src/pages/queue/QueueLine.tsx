import type { CallTo, QueueEntry } from '../../api/queue.ts'
import { t as day } from '../../i18n/day.ts'
import { t } from '../../i18n/queue.ts'
import { clock, minutesBetween } from '../../i18n/time.ts'
import { useNow } from '../../shell/TopBar.tsx'
import { NextStep } from '../day/NextStep.tsx'
import { PendingMark } from '../day/steps/PendingMark.tsx'
import type { ShownVisit } from '../day/steps/shown-visit.ts'
import { takeStep } from '../day/steps/useStep.ts'
import { patientName } from '../day/visitRules.ts'
import { CallButtons } from './CallButtons.tsx'

/** `in about 10–20 min`, or where somebody was called to and how often. */
export function queueStatus(entry: QueueEntry): string {
  const { calledAt, callCount = 1, calledTo, estimatedWait: estimate } = entry
  if (calledAt) {
    const time = clock(calledAt)
    const words = callCount > 1 ? t('calledTimes', { time, count: callCount }) : t('calledAt', { time })
    const room = calledTo?.room ?? entry.room
    return room ? `${words} · ${t('toRoom', { room: room.number })}` : words
  }
  if (!estimate) return ''
  if (estimate.to <= 5) return t('estimateSoon')
  return estimate.from === 0 ? t('estimateWithin', { to: estimate.to }) : t('estimate', estimate)
}

interface Props {
  entry: ShownVisit<QueueEntry>
  to: CallTo
  mayCall: boolean
  open: () => void
}

/** One who waits or was called: number, name, since when, how long still; what to do with them at the end of the line. */
export function QueueLine({ entry, to, mayCall, open }: Props) {
  const now = useNow()
  const staff = entry.calledTo?.staff?.name ?? entry.staff?.name ?? day('unassigned')
  const since = t('since', {
    time: clock(entry.arrivedAt),
    minutes: Math.max(0, minutesBetween(entry.arrivedAt, now)),
  })
  return (
    <li className="visit-row" data-visit={entry.id}>
      <button type="button" className="visit-line" data-row data-visit={entry.id} onClick={open}>
        <span className={`rail-number queue-big status-${entry.calledAt ? 'in_progress' : 'arrived'}`}>
          {entry.queueNumber}
        </span>
        <span className="visit-line-who">
          <strong>
            {patientName(entry)}
            {entry.urgent && <span className="mark-urgent">{day('urgent')}</span>}
          </strong>
          <span>{[since, staff, entry.reason ?? entry.visitType?.name].filter(Boolean).join(' · ')}</span>
          <span className="queue-standing">{queueStatus(entry)}</span>
          {entry.pending && <PendingMark pending={entry.pending} />}
        </span>
      </button>
      {mayCall && <CallButtons entry={entry} to={to} withSkip />}
      <NextStep
        visit={entry}
        act={(visit, name) => {
          const staffId = to.staffId
          if (name === 'start' && !visit.staff && !staffId) return open()
          void takeStep(visit, name, name === 'start' && !visit.staff && staffId ? { staffId } : {})
        }}
      />
    </li>
  )
}
