import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type BoardRow, slotsOf } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { addDays, clock, instantOf, minutesBetween, today } from '../../i18n/time.ts'
import { Loaded } from '../../parts/faces.tsx'
import { useNow } from '../../shell/Top.tsx'
import { NextStep } from './NextStep.tsx'
import type { StepName } from './steps.ts'
import { type Doctor, late, patientName, waiting, withDoctor } from './visits.ts'

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
  children,
}: {
  title: string
  count: number
  empty: string
  children: ReactNode
}) {
  return (
    <section className="rail-part">
      <h2>
        {title} {count > 0 && <span className="rail-count">{count}</span>}
      </h2>
      {count === 0 ? <p className="rail-empty">{empty}</p> : <ul>{children}</ul>}
    </section>
  )
}

function Line({ visit, open, act, note }: Pick<Props, 'open' | 'act'> & { visit: BoardRow; note: string }) {
  return (
    <li className="visit-row">
      <button
        type="button"
        className={`rail-line status-${visit.status}`}
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
        </span>
      </button>
      <NextStep visit={visit} act={act} />
    </li>
  )
}

/** Free times from `from` on: the first of each doctor, the earliest doctor first. */
function NextFree({ date, doctors, mayBook, book }: Pick<Props, 'date' | 'doctors' | 'mayBook' | 'book'>) {
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
      <Loaded query={slots} rows={3}>
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
      </Loaded>
    </section>
  )
}

/** Beside the schedule: who waits, who is late, who is in, what is free next. */
export function Rail({ date, visits, doctors, mayBook, open, act, book }: Props) {
  const now = useNow()
  const isToday = date === today()
  const waits = waiting(visits)
  const isLate = late(visits, now)
  const inside = withDoctor(visits)
  const since = (at: string) => t('waitingSince', { time: clock(at), minutes: Math.max(0, minutesBetween(at, now)) })
  return (
    <aside className="rail no-print">
      {isToday && (
        <>
          <Section title={t('waiting')} count={waits.length} empty={t('nobodyWaiting')}>
            {waits.map(visit => (
              <Line
                key={visit.id}
                visit={visit}
                open={open}
                act={act}
                note={since(visit.arrivedAt ?? visit.startsAt)}
              />
            ))}
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
          <Section title={t('inRoom')} count={inside.length} empty={t('nobodyInRoom')}>
            {inside.map(visit => (
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
      <NextFree date={date} doctors={doctors} mayBook={mayBook} book={book} />
    </aside>
  )
}
