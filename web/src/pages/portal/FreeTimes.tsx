import { Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Clinic, type FreeTimeQuery, freeTimes } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { addDays, clock, dateOf, instantOf, longDate, plainDate, shortDay, today } from '../../i18n/time.ts'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'

export interface FreeTime {
  startsAt: string
  staffId: string
}

interface Props {
  /** With whom and for how long. */
  criteria: Omit<FreeTimeQuery, 'from' | 'to'>
  clinic: Clinic
  onChoose: (time: FreeTime) => void
}

/** How many days are looked at in one go. */
const windowDays = 14

/** Free times: first the day, then the hour. At one hour several may be free; the first of them is offered. */
export function FreeTimes({ criteria, clinic, onChoose }: Props) {
  const [from, setFrom] = useState(today())
  const last = addDays(today(), clinic.policies.selfBookingDays + 1)
  const [pickedDate, setPickedDate] = useState('')
  const end = addDays(from, windowDays) < last ? addDays(from, windowDays) : last
  const slotsQuery = useQuery(freeTimes({ ...criteria, from, to: end }))
  const showFrom = (days: number) => {
    setPickedDate('')
    setFrom(days < 0 && addDays(from, days) < today() ? today() : addDays(from, days))
  }
  return (
    <div>
      <QueryContent query={slotsQuery} rows={4}>
        {slots => {
          const byDay = timesByDay(slots)
          const day = byDay.has(pickedDate) ? pickedDate : [...byDay.keys()][0]
          if (!day) {
            return (
              <EmptyState title={t('noneFree', { from: plainDate(from), to: plainDate(addDays(end, -1)) })}>
                {t('noneFreeHelp')}
              </EmptyState>
            )
          }
          return (
            <>
              <fieldset className="home-days">
                <legend className="only-spoken">{t('days')}</legend>
                {[...byDay].map(([date, times]) => (
                  <UnstyledButton
                    key={date}
                    className="home-day"
                    aria-pressed={date === day}
                    onClick={() => setPickedDate(date)}
                  >
                    <strong>{shortDay(instantOf(date))}</strong>
                    <span>{t('free', { count: times.length })}</span>
                  </UnstyledButton>
                ))}
              </fieldset>
              <DayTimes date={day} times={byDay.get(day) ?? []} onChoose={onChoose} />
            </>
          )
        }}
      </QueryContent>
      <div className="home-turn">
        {from > today() && (
          <Button variant="subtle" color="gray" onClick={() => showFrom(-windowDays)}>
            {t('earlier')}
          </Button>
        )}
        {end < last && (
          <Button variant="subtle" color="gray" onClick={() => showFrom(windowDays)}>
            {t('later')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The free times of each day that has any, each hour once. */
function timesByDay(slots: FreeTime[]): Map<string, FreeTime[]> {
  const byDay = new Map<string, FreeTime[]>()
  for (const { startsAt, staffId } of slots) {
    const date = dateOf(startsAt)
    const times = byDay.get(date) ?? []
    if (times.at(-1)?.startsAt !== startsAt) times.push({ startsAt, staffId })
    byDay.set(date, times)
  }
  return byDay
}

function DayTimes({ date, times, onChoose }: { date: string; times: FreeTime[]; onChoose: (time: FreeTime) => void }) {
  const parts = [
    { name: t('morning'), times: times.filter(one => clock(one.startsAt) < '12:00') },
    {
      name: t('afternoon'),
      times: times.filter(one => clock(one.startsAt) >= '12:00' && clock(one.startsAt) < '18:00'),
    },
    { name: t('evening'), times: times.filter(one => clock(one.startsAt) >= '18:00') },
  ]
  return (
    <div className="home-hours">
      <h2>{longDate(date)}</h2>
      {parts
        .filter(part => part.times.length > 0)
        .map(part => (
          <fieldset key={part.name}>
            <legend>{part.name}</legend>
            {part.times.map(one => (
              <Button key={one.startsAt} variant="default" size="md" onClick={() => onChoose(one)}>
                {clock(one.startsAt)}
              </Button>
            ))}
          </fieldset>
        ))}
    </div>
  )
}
