import { TextInput } from '@mantine/core'
import { t } from '../../i18n/staff.ts'
import { addDays, clock, dateOf, dayOf, instantOf, plainDate, wall } from '../../i18n/time.ts'
import { DateField } from '../../parts/DateField.tsx'
import { readTime } from './week.ts'

/** A stretch as typed: whole days, the last one included, or with times. */
export interface TypedPeriod {
  from: string
  to: string
  fromTime: string
  toTime: string
  wholeDays: boolean
}

const isDate = /^\d{4}-\d{2}-\d{2}$/

/** The stretch as the API takes it: `endsAt` exclusive. Null while it is not whole, or ends before it begins. */
export function periodOf(typed: TypedPeriod): { startsAt: string; endsAt: string } | null {
  const to = typed.to || typed.from
  if (!isDate.test(typed.from) || !isDate.test(to) || to < typed.from) return null
  if (typed.wholeDays) return { startsAt: typed.from, endsAt: addDays(to, 1) }
  const [start, end] = [readTime(typed.fromTime), readTime(typed.toTime)]
  if (!start || !end) return null
  const startsAt = instantOf(`${typed.from}T${start}`)
  const endsAt = end === '24:00' ? instantOf(addDays(to, 1)) : instantOf(`${to}T${end}`)
  return endsAt > startsAt ? { startsAt, endsAt } : null
}

const midnight = (at: string) => wall(at).slice(11, 16) === '00:00'

/** `20 Nov 2026`, `20 Nov 2026 – 27 Nov 2026`, `20 Nov 2026, 09:00–12:00`. */
export function periodInWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  if (midnight(startsAt) && midnight(endsAt)) {
    const last = addDays(dateOf(endsAt), -1)
    return dateOf(startsAt) === last ? dayOf(startsAt) : `${dayOf(startsAt)} – ${plainDate(last)}`
  }
  if (dateOf(startsAt) === dateOf(endsAt)) return `${dayOf(startsAt)}, ${clock(startsAt)}–${clock(endsAt)}`
  return `${dayOf(startsAt)}, ${clock(startsAt)} – ${dayOf(endsAt)}, ${clock(endsAt)}`
}

export function PeriodFields({ period, change }: { period: TypedPeriod; change: (period: TypedPeriod) => void }) {
  return (
    <>
      <DateField label={t('firstDay')} value={period.from} onChange={from => change({ ...period, from })} />
      {!period.wholeDays && (
        <TextInput
          label={t('fromTime')}
          placeholder="09:00"
          value={period.fromTime}
          onChange={event => change({ ...period, fromTime: event.currentTarget.value })}
        />
      )}
      <DateField label={t('lastDay')} value={period.to} onChange={to => change({ ...period, to })} />
      {!period.wholeDays && (
        <TextInput
          label={t('toTime')}
          placeholder="12:00"
          value={period.toTime}
          onChange={event => change({ ...period, toTime: event.currentTarget.value })}
        />
      )}
    </>
  )
}
