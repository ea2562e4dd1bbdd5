import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { slotsOf } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { addDays, clock, instantOf } from '../../i18n/time.ts'
import type { Doctor } from './visitRules.ts'

/** How many are shown before "all". */
const shownAtFirst = 8

interface Props {
  date: string
  doctors: Doctor[]
  /** Empty: the first free time of every doctor is offered. */
  staffId: string
  minutes: number
  /** The time that is taken now, `09:30`. */
  currentTime: string
  /** The own hold, whose time counts as free. */
  holdId?: string | undefined
  /** Who must be free as well. */
  assistantIds?: string[]
  choose: (time: { time: string; staffId: string }) => void
}

/** Free times on that day, one press each: the chosen doctor's, else the first of each. Silent where there is nothing to ask yet. */
export function FreeTimes({ date, doctors, staffId, minutes, currentTime, holdId, assistantIds = [], choose }: Props) {
  const [all, setAll] = useState(false)
  const canAsk = /^\d{4}-\d{2}-\d{2}$/.test(date) && minutes >= 5 && minutes <= 480
  const slots = useQuery({
    ...slotsOf({
      from: canAsk ? instantOf(date) : '',
      to: canAsk ? instantOf(addDays(date, 1)) : '',
      minutes,
      staffId,
      holdId,
      assistantIds,
    }),
    enabled: canAsk,
    placeholderData: before => before,
  })
  if (!canAsk || !slots.data) return null
  const now = new Date().toISOString()
  // What is kept on screen while another doctor's times come is not that doctor's.
  const free = slots.data.items.filter(slot => slot.startsAt >= now && (!staffId || slot.staffId === staffId))
  const doctorName = doctors.flatMap(doctor => {
    const first = free.find(slot => slot.staffId === doctor.id)
    return first
      ? [{ time: clock(first.startsAt), staffId: doctor.id, label: `${clock(first.startsAt)} ${doctor.name}` }]
      : []
  })
  const times = staffId
    ? free.map(slot => ({ time: clock(slot.startsAt), staffId, label: clock(slot.startsAt) }))
    : doctorName.sort((a, b) => a.time.localeCompare(b.time))
  if (times.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('freeTimesNone', { minutes })}
      </Text>
    )
  }
  const shown = all ? times : times.slice(0, shownAtFirst)
  return (
    <fieldset className="times">
      <legend>{t('freeTimes')}</legend>
      {shown.map(one => (
        <Button
          key={one.label}
          size="compact-sm"
          variant={one.time === currentTime ? 'filled' : 'default'}
          aria-pressed={one.time === currentTime}
          onClick={() => choose({ time: one.time, staffId: one.staffId })}
        >
          {one.label}
        </Button>
      ))}
      {times.length > shown.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t('moreTimes')} ({times.length})
        </Button>
      )}
    </fieldset>
  )
}
