import * as v from 'valibot'
import type { Actor } from '#shared/actor'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { ok, type Result } from '#shared/result'
import { addDays, localDate } from '#shared/time'
import type { AppointmentCounts } from '../../workers/appointment/statistics/contract.ts'
import { ExpiringLicences } from '../../workers/staff/profiles/contract.ts'
import type { GatewayBindings } from '../gateway.ts'

/**
 * The clinic's dashboard: the one page that asks every Worker. They are asked side by side, each part stands for itself, and a part that
 * fails or is late says `unavailable` while the rest is shown.
 */

/** How many days the plot of visits shows, today included. */
const plotted = 14
/** How many days ahead a licence that ends is worth a warning. */
const licenceWarning = 60

function part<E extends v.ObjectEntries>(entries: E) {
  return v.variant('status', [
    v.object({ status: v.literal('ok'), ...entries }),
    v.object({ status: v.literal('unavailable') }),
  ])
}
type Part<T extends object> = ({ status: 'ok' } & T) | { status: 'unavailable' }

export const Dashboard = v.object({
  /** Today in the clinic's zone. */
  date: v.string(),
  timezone: v.string(),
  /** Today's visits. `visits` leaves out the cancelled; `upcoming` are booked or confirmed, `waiting` arrived and not yet called in. */
  today: part({
    visits: v.number(),
    upcoming: v.number(),
    waiting: v.number(),
    inProgress: v.number(),
    completed: v.number(),
    noShows: v.number(),
    cancelled: v.number(),
    walkIns: v.number(),
    /** Mean minutes from arrival to start; absent while nobody has started. */
    meanWaitMinutes: v.optional(v.number()),
    /** Visits by the hour in which they begin, all 24. */
    byHour: v.array(v.object({ hour: v.number(), visits: v.number() })),
  }),
  /** The last 14 days, today the last; the cancelled are left out of `visits`. */
  days: part({
    items: v.array(
      v.object({
        date: v.string(),
        visits: v.number(),
        completed: v.number(),
        noShows: v.number(),
        cancelled: v.number(),
      }),
    ),
  }),
  /** Patients registered today. */
  newPatients: part({ count: v.number() }),
  /** Times that can still be booked today. */
  freeSlots: part({ count: v.number() }),
  /** Licences that have ended or end within 60 days, the soonest first. */
  licences: part(ExpiringLicences.entries),
  /** Encounters that wait for a signature. */
  unsignedNotes: part({ count: v.number() }),
  /** Visits of past days of which nobody said how they went. */
  unclosedVisits: part({ count: v.number() }),
})
export type Dashboard = v.InferOutput<typeof Dashboard>

/** Ask for one part: what the verb says made into the part, or `unavailable`. Nothing thrown here reaches another part. */
async function ask<T, P extends object>(
  actor: Actor,
  call: () => Promise<Result<T, FailureCode>>,
  view: (value: T) => P,
): Promise<Part<P>> {
  const outcome = await settleWithin(
    budgets.part,
    (async () => {
      const result = await call()
      return result.ok ? { status: 'ok' as const, ...view(result.value) } : result.code
    })(),
  )
  if ('value' in outcome && typeof outcome.value === 'object') return outcome.value
  const why = 'error' in outcome ? thrown(outcome.error) : { code: String(outcome.value) }
  log('dashboard.part_unavailable', { requestId: actor.requestId, clinicId: actor.clinicId, ...why })
  return { status: 'unavailable' }
}

/** Today at a clinic, composed of what its Workers say; never an exception, never later than a read may be. */
export async function composeDashboard(env: GatewayBindings, actor: Actor): Promise<Result<Dashboard>> {
  const { timezone, at } = actor
  const date = localDate(at, timezone)
  const tomorrow = addDays(date, 1)
  const firstDay = addDays(date, 1 - plotted)
  const [today, days, newPatients, freeSlots, licences, unsignedNotes, unclosedVisits] = await Promise.all([
    ask(actor, () => env.APPOINTMENT['appointment.count'](actor, { from: date, to: tomorrow }), todayOf),
    ask(
      actor,
      () => env.APPOINTMENT['appointment.count'](actor, { from: firstDay, to: tomorrow }),
      figures => daysOf(figures, firstDay),
    ),
    ask(
      actor,
      () => env.PATIENT['patient.count_registered'](actor, { from: date, to: tomorrow }),
      ({ registered }) => ({ count: registered }),
    ),
    ask(
      actor,
      () => env.APPOINTMENT['slot.read'](actor, { from: date, to: tomorrow }),
      ({ items }) => ({ count: items.length }),
    ),
    ask(
      actor,
      () => env.STAFF['staff.expiring_licences'](actor, { before: addDays(date, licenceWarning + 1) }),
      ({ items }) => ({ items }),
    ),
    ask(
      actor,
      () => env.RECORD['encounter.count_unsigned'](actor),
      ({ count }) => ({ count }),
    ),
    ask(
      actor,
      () => env.APPOINTMENT['appointment.count_unclosed'](actor),
      ({ count }) => ({ count }),
    ),
  ])
  return ok({ date, timezone, today, days, newPatients, freeSlots, licences, unsignedNotes, unclosedVisits })
}

function todayOf({ total, walkIns, byStatus, byHour, meanWaitMinutes }: AppointmentCounts) {
  const counted = new Map(byHour.map(({ hour, total }) => [hour, total]))
  return {
    visits: total - byStatus.cancelled,
    upcoming: byStatus.booked + byStatus.confirmed,
    waiting: byStatus.arrived,
    inProgress: byStatus.in_progress,
    completed: byStatus.completed,
    noShows: byStatus.no_show,
    cancelled: byStatus.cancelled,
    walkIns,
    meanWaitMinutes,
    byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, visits: counted.get(hour) ?? 0 })),
  }
}

/** Every day of the plot, also those on which nobody came. */
function daysOf({ byDay }: AppointmentCounts, firstDay: string) {
  const counted = new Map(byDay.map(day => [day.date, day]))
  const items = Array.from({ length: plotted }, (_, i) => {
    const date = addDays(firstDay, i)
    const { total = 0, byStatus = {} } = counted.get(date) ?? {}
    const cancelled = byStatus.cancelled ?? 0
    return {
      date,
      visits: total - cancelled,
      completed: byStatus.completed ?? 0,
      noShows: byStatus.no_show ?? 0,
      cancelled,
    }
  })
  return { items }
}
