import { Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Clinic, type FreeTimeQuery, freeTimes } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { addDays, clock, dateOf, instantOf, longDate, plainDate, shortDay, today } from '../../i18n/time.ts'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'

export interface Free {
  startsAt: string
  staffId: string
}

interface Props {
  /** With whom and for how long. */
  wanted: Omit<FreeTimeQuery, 'from' | 'to'>
  clinic: Clinic
  choose: (time: Free) => void
}

/** How many days are looked at in one go. */
const window = 14

/** Free times: first the day, then the hour. At one hour several may be free; the first of them is offered. */
export function Times({ wanted, clinic, choose }: Props) {
  const [from, setFrom] = useState(today())
  const last = addDays(today(), clinic.policies.selfBookingDays + 1)
  const [picked, setPicked] = useState('')
  const end = addDays(from, window) < last ? addDays(from, window) : last
  const free = useQuery(freeTimes({ ...wanted, from, to: end }))
  const turn = (days: number) => {
    setPicked('')
    setFrom(days < 0 && addDays(from, days) < today() ? today() : addDays(from, days))
  }
  return (
    <div>
      <QueryContent query={free} rows={4}>
        {slots => {
          const byDay = grouped(slots)
          const day = byDay.has(picked) ? picked : [...byDay.keys()][0]
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
                    onClick={() => setPicked(date)}
                  >
                    <strong>{shortDay(instantOf(date))}</strong>
                    <span>{t('free', { count: times.length })}</span>
                  </UnstyledButton>
                ))}
              </fieldset>
              <Hours date={day} times={byDay.get(day) ?? []} choose={choose} />
            </>
          )
        }}
      </QueryContent>
      <div className="home-turn">
        {from > today() && (
          <Button variant="subtle" color="gray" onClick={() => turn(-window)}>
            {t('earlier')}
          </Button>
        )}
        {end < last && (
          <Button variant="subtle" color="gray" onClick={() => turn(window)}>
            {t('later')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The free times of each day that has any, each hour once. */
function grouped(slots: Free[]): Map<string, Free[]> {
  const byDay = new Map<string, Free[]>()
  for (const { startsAt, staffId } of slots) {
    const date = dateOf(startsAt)
    const times = byDay.get(date) ?? []
    if (times.at(-1)?.startsAt !== startsAt) times.push({ startsAt, staffId })
    byDay.set(date, times)
  }
  return byDay
}

function Hours({ date, times, choose }: { date: string; times: Free[]; choose: (time: Free) => void }) {
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
              <Button key={one.startsAt} variant="default" size="md" onClick={() => choose(one)}>
                {clock(one.startsAt)}
              </Button>
            ))}
          </fieldset>
        ))}
    </div>
  )
}
