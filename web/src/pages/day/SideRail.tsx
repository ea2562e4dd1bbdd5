import { Button } from '@mantine/core'
import IconUnclosed from '@tabler/icons-react/dist/esm/icons/IconCalendarOff.mjs'
import IconCall from '@tabler/icons-react/dist/esm/icons/IconSpeakerphone.mjs'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { type BoardRow, slotsOf, unclosedVisits } from '../../api/desk.ts'
import { type QueueEntry, queueToday } from '../../api/queue.ts'
import { t } from '../../i18n/day.ts'
import { t as words } from '../../i18n/queue.ts'
import { addDays, clock, instantOf, minutesBetween, today } from '../../i18n/time.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { useMay } from '../../session/session.ts'
import { useNow } from '../../shell/TopBar.tsx'
import { CallAnnouncer } from '../queue/CallAnnouncer.tsx'
import { CallButtons } from '../queue/CallButtons.tsx'
import { queueCalls } from '../queue/calls.ts'
import { queueStatus } from '../queue/QueueLine.tsx'
import { NextStep } from './NextStep.tsx'
import { PendingMark } from './steps/PendingMark.tsx'
import { useShownVisits } from './steps/pending.ts'
import type { ShownVisit } from './steps/shown-visit.ts'
import { type Doctor, lateVisits, patientName, visitsInProgress, waitingVisits } from './visitRules.ts'
import type { StepName } from './visitSteps.ts'

interface Props {
  date: string
  visits: BoardRow[]
  doctors: Doctor[]
  mayBook: boolean
  open: (visit: BoardRow) => void
  act: (visit: BoardRow, name: StepName) => void
  book: (time: { staffId: string; startsAt: string }) => void
}

function Section({
  title,
  count,
  empty,
  action,
  children,
}: {
  title: string
  count: number
  empty: string
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="rail-part">
      <h2>
        {title} {count > 0 && <span className="rail-count">{count}</span>}
        {action}
      </h2>
      {count === 0 ? <p className="rail-empty">{empty}</p> : <ul>{children}</ul>}
    </section>
  )
}

function Line({
  visit,
  open,
  act,
  note,
  children,
}: Pick<Props, 'open' | 'act'> & { visit: ShownVisit; note: string; children?: ReactNode }) {
  return (
    <li className="visit-row">
      <button
        type="button"
        className={`rail-line status-${visit.calledAt && visit.status === 'arrived' ? 'in_progress' : visit.status}`}
        data-visit={visit.id}
        onClick={() => open(visit)}
      >
        <span className="rail-number">{visit.queueNumber ?? clock(visit.startsAt)}</span>
        <span className="rail-who">
          <strong>
            {patientName(visit)}
            {visit.urgent && <span className="mark-urgent">{t('urgent')}</span>}
          </strong>
          <span>{[note, visit.staff?.name ?? t('unassigned')].join(' · ')}</span>
          {visit.pending && <PendingMark pending={visit.pending} />}
        </span>
      </button>
      {children}
      <NextStep visit={visit} act={act} />
    </li>
  )
}

/** Free times from `from` on: the first of each doctor, the earliest doctor first. */
function NextFreeTimes({ date, doctors, mayBook, book }: Pick<Props, 'date' | 'doctors' | 'mayBook' | 'book'>) {
  // To the next five minutes, so that the question stays the same for a while and its answer can be kept.
  const now = new Date(Math.ceil(useNow(60_000) / 300_000) * 300_000).toISOString()
  const from = date === today() ? now : instantOf(date)
  const slots = useQuery({
    ...slotsOf({ from, to: instantOf(addDays(date, 1)), minutes: 15 }),
    placeholderData: before => before,
  })
  return (
    <section className="rail-part">
      <h2>{t('nextFree')}</h2>
      <QueryContent query={slots} rows={3}>
        {({ items }) => {
          const first = doctors
            .flatMap(doctor => {
              const slot = items.find(item => item.staffId === doctor.id)
              return slot ? [{ ...doctor, startsAt: slot.startsAt }] : []
            })
            .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
          if (first.length === 0) return <p className="rail-empty">{t('noFree')}</p>
          return (
            <ul>
              {first.map(({ id, name, startsAt }) => (
                <li key={id} className="rail-free">
                  <span>{name}</span>
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={!mayBook}
                    aria-label={t('bookAt', { staff: name, time: clock(startsAt) })}
                    onClick={() => book({ staffId: id, startsAt })}
                  >
                    {clock(startsAt)}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }}
      </QueryContent>
    </section>
  )
}

/** Visits of past days that nobody closed; nothing where there are none, or where it could not be asked. */
function UnclosedNote() {
  const { data } = useQuery(unclosedVisits(today()))
  if (!data || data.items.length === 0) return null
  return (
    <p className="rail-unclosed">
      <IconUnclosed size={16} stroke={1.8} aria-hidden />
      <Link href="/day/unclosed">{t('unclosed', { count: data.items.length })}</Link>
    </p>
  )
}

const none: QueueEntry[] = []

/** Beside the schedule: who waits, who is late, who is in, what is free next. */
export function SideRail({ date, visits, doctors, mayBook, open, act, book }: Props) {
  const now = useNow()
  const may = useMay()
  const isToday = date === today()
  const queue = useQuery({ ...queueToday, enabled: isToday && may('queue.read') !== false })
  const mayCall = may('queue.call') !== false
  // The queue knows the order of calling; until it has answered, the board does.
  const queued = useShownVisits<BoardRow>(queue.data?.items ?? none)
  const waiting = queue.data ? queued : waitingVisits(visits)
  const entryOf = (visit: BoardRow) => queue.data?.items.find(one => one.id === visit.id)
  const isLate = lateVisits(visits, now)
  const inProgress = visitsInProgress(visits)
  const since = (at: string) => t('waitingSince', { time: clock(at), minutes: Math.max(0, minutesBetween(at, now)) })
  /** Where somebody was called to; of the others since when they wait and how long still. */
  const waitNote = (visit: BoardRow, entry: QueueEntry | undefined) =>
    [entry?.calledAt ? '' : since(visit.arrivedAt ?? visit.startsAt), entry && queueStatus(entry)]
      .filter(Boolean)
      .join(' · ')
  return (
    <aside className="rail no-print">
      {isToday && (
        <>
          {may('appointment.late_entry') && <UnclosedNote />}
          <CallAnnouncer items={queue.data?.items} />
          <Section
            title={t('waiting')}
            count={waiting.length}
            empty={t('nobodyWaiting')}
            action={
              mayCall &&
              waiting.some(one => !one.calledAt) && (
                <Button
                  size="compact-sm"
                  leftSection={<IconCall size={15} aria-hidden />}
                  aria-keyshortcuts="q"
                  onClick={() => void queueCalls.next({})}
                >
                  {words('callNext')}
                </Button>
              )
            }
          >
            {waiting.map(visit => {
              const entry = entryOf(visit)
              return (
                <Line key={visit.id} visit={visit} open={open} act={act} note={waitNote(visit, entry)}>
                  {mayCall && entry && <CallButtons entry={entry} to={{}} />}
                </Line>
              )
            })}
          </Section>
          <Section title={t('late')} count={isLate.length} empty={t('nobodyLate')}>
            {isLate.map(visit => (
              <Line
                key={visit.id}
                visit={visit}
                open={open}
                act={act}
                note={t('lateBy', { minutes: minutesBetween(visit.startsAt, now) })}
              />
            ))}
          </Section>
          <Section title={t('inRoom')} count={inProgress.length} empty={t('nobodyInRoom')}>
            {inProgress.map(visit => (
              <Line
                key={visit.id}
                visit={visit}
                open={open}
                act={act}
                note={
                  visit.finishedAt
                    ? t('toDesk', { time: clock(visit.finishedAt) })
                    : since(visit.startedAt ?? visit.startsAt)
                }
              />
            ))}
          </Section>
        </>
      )}
      <NextFreeTimes date={date} doctors={doctors} mayBook={mayBook} book={book} />
    </aside>
  )
}
