import type { PatientAccess } from '../../api/access-log.ts'
import { dateOf } from '../../i18n/time.ts'

/** What one person did on one day: a page that asks again by itself leaves many entries, and a reader wants one line. */
export interface Doing {
  by: PatientAccess['by']
  roles: PatientAccess['roles']
  behalf: boolean
  /** Instants of the first and the last entry. */
  from: string
  to: string
  what: { action: string; refused: boolean; count: number }[]
}

export interface Day {
  /** `2026-11-20`, in the clinic. */
  date: string
  doings: Doing[]
}

/** Entries, newest first, by day and person. Who acted last stands first, and what they did first stands first. */
export function byDay(entries: readonly PatientAccess[]): Day[] {
  const days = new Map<string, Map<string, Doing>>()
  for (const { at, by, roles, for: behalf = false, action, outcome } of entries) {
    const date = dateOf(at)
    const day = days.get(date) ?? new Map<string, Doing>()
    days.set(date, day)
    const key = `${by.id} ${behalf}`
    const doing = day.get(key) ?? { by, roles, behalf, from: at, to: at, what: [] }
    day.set(key, doing)
    doing.from = at
    const refused = outcome !== 'ok'
    const same = doing.what.find(one => one.action === action && one.refused === refused)
    if (same) same.count += 1
    else doing.what.push({ action, refused, count: 1 })
  }
  return [...days].map(([date, day]) => ({
    date,
    doings: [...day.values()].map(doing => ({ ...doing, what: doing.what.toReversed() })),
  }))
}
