import type { PatientAccess } from '../../api/access-log.ts'
import { dateOf } from '../../i18n/time.ts'

/** What one person did on one day: a page that asks again by itself leaves many entries, and a reader wants one line. */
export interface PersonActivity {
  by: PatientAccess['by']
  roles: PatientAccess['roles']
  behalf: boolean
  /** The record was opened with a reason. */
  withReason: boolean
  /** Instants of the first and the last entry. */
  from: string
  to: string
  actions: { action: string; refused: boolean; count: number }[]
}

export interface Day {
  /** `2026-11-20`, in the clinic. */
  date: string
  activities: PersonActivity[]
}

/** Entries, newest first, by day and person. Who acted last stands first, and what they did first stands first. */
export function byDay(entries: readonly PatientAccess[]): Day[] {
  const days = new Map<string, Map<string, PersonActivity>>()
  for (const { at, by, roles, for: behalf = false, action, outcome, times = 1, withReason = false } of entries) {
    const date = dateOf(at)
    const day = days.get(date) ?? new Map<string, PersonActivity>()
    days.set(date, day)
    const key = `${by.id} ${behalf}`
    const activity = day.get(key) ?? { by, roles, behalf, withReason: false, from: at, to: at, actions: [] }
    day.set(key, activity)
    activity.from = at
    activity.withReason ||= withReason
    const refused = outcome !== 'ok'
    const same = activity.actions.find(one => one.action === action && one.refused === refused)
    if (same) same.count += times
    else activity.actions.push({ action, refused, count: times })
  }
  return [...days].map(([date, day]) => ({
    date,
    activities: [...day.values()].map(activity => ({ ...activity, actions: activity.actions.toReversed() })),
  }))
}
