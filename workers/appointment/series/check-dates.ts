import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { isPast } from '../booking-rules/approval.ts'
import { type Occupied, occupied } from '../booking-rules/busy-times.ts'
import { lengthOf, timesOf } from '../booking-rules/length.ts'
import { askedOf } from '../booking-rules/staff-answer.ts'
import { dayOf } from '../clinic-day.ts'
import { covers, type Interval } from '../intervals.ts'
import { hoursInSpans } from '../other-workers.ts'
import type { Slot } from '../slots/contract.ts'
import { type FreeTime, freeTimes } from '../slots/free-times.ts'
import { fullDays } from '../slots/free-times-of-staff.ts'
import type { VisitTypeRow } from '../visit-types/schema.ts'
import type { BookFailure } from '../visits/contract.ts'
import type { BookSeries } from './contract.ts'

const day = 86_400_000
const mostAlternatives = 3

/** One date of a series, and what is in its way. */
export interface Checked {
  startsAt: number
  endsAt: number
  roomId?: string
  dailyMaximum?: number
  clash?: Failure<'in_the_past' | 'outside_hours' | 'staff_busy' | 'room_busy' | 'patient_busy' | 'daily_limit'>
  /** The nearest free times, of a clash. */
  alternatives?: Slot[]
}

/**
 * Hold every date of a series against hours, visits, assisting, held times, maintenance and daily maximum: two questions, however many
 * dates. What is free here may be taken a moment later; the write decides.
 */
export async function checkDates(
  context: Context<AppointmentEnv>,
  input: BookSeries & { linkedIds: string[] },
  type: VisitTypeRow | undefined,
  starts: readonly number[],
): Promise<Result<Checked[], BookFailure>> {
  const { at, actor } = context
  const zone = actor.timezone
  const { patientId, linkedIds, staffId, assistantIds = [] } = input
  const length = lengthOf(input, type)
  // The day of each date with the one before and two after it: where a clash is, another time is looked for there.
  const spans = starts.map(start => dayOf(start, zone)).map(({ from, to }) => ({ from: from - day, to: to + 2 * day }))
  const hours = await hoursInSpans(context, { spans, staffIds: [staffId, ...assistantIds] }, budgets.checkBeforeWrite)
  const whole = { patientId, linkedIds, staffId, assistantIds, ...length, overbooked: false }
  const asked = await askedOf(context, { ...whole, startsAt: starts[0] ?? at }, hours)
  if (!asked.member.ok) return asked.member
  const working = hours.items.find(item => item.staffId === staffId)
  const open = working?.open ?? []
  const inPerson = (input.mode ?? 'in_person') === 'in_person'
  const roomOf = (sessionRoom: string | undefined) =>
    input.roomId === undefined ? (inPerson ? sessionRoom : undefined) : (input.roomId ?? undefined)
  const rooms = [...new Set(open.flatMap(session => roomOf(session.roomId) ?? []))]
  if (input.roomId) rooms.push(input.roomId)
  const taken = await occupied(context, {
    staffIds: [staffId, ...assistantIds],
    roomIds: rooms,
    ranges: spans,
    counted: { staffIds: working?.dailyMaximum === undefined ? [] : [staffId], ranges: spans },
    patientIds: [patientId, ...linkedIds],
  })
  const ofPatient = [...taken.patients.values()].flat()
  if (input.roomId && !taken.usableRooms.has(input.roomId)) return fail('room_not_found')
  const usable = (roomId: string | undefined) => (roomId && taken.usableRooms.has(roomId) ? roomId : undefined)
  const isFull = fullDays(taken.starts.get(staffId) ?? [], working?.dailyMaximum, zone)
  const away = hours.items.flatMap(item => (assistantIds.includes(item.staffId) ? item.absences : []))

  const free = freeTimes(
    open.map(session => ({ ...session, roomId: usable(roomOf(session.roomId)) })),
    [...staffTimes(taken, [staffId, ...assistantIds]), ...ofPatient, ...away],
    taken.rooms,
    { ...length, earliest: at, slotMinutes: hours.policies.slotMinutes },
  ).filter(time => !isFull(time.from))

  return ok(
    starts.map(startsAt => {
      const plan = { ...whole, startsAt }
      const times = timesOf(plan)
      const roomId = usable(roomOf(open.find(one => one.from <= startsAt && one.to > startsAt)?.roomId))
      const busy = { from: times.busyFrom, to: times.busyUntil }
      const clash = (): Checked['clash'] => {
        if (isPast(context, startsAt)) return fail('in_the_past')
        const own = { from: startsAt, to: times.endsAt }
        if (meeting(away, own) || !covers(open, startsAt, times.endsAt)) return fail('outside_hours')
        const staffBusy = meeting(staffTimes(taken, [staffId, ...assistantIds]), busy)
        if (staffBusy) return fail('staff_busy', { until: iso(staffBusy.to) })
        const roomBusy = roomId && meeting(taken.rooms.get(roomId) ?? [], busy)
        if (roomBusy) return fail('room_busy', { until: iso(roomBusy.to) })
        const patientBusy = meeting(ofPatient, own)
        if (patientBusy) return fail('patient_busy', { until: iso(patientBusy.to) })
        if (isFull(startsAt)) return fail('daily_limit', { limit: working?.dailyMaximum ?? 0 })
        return undefined
      }
      const found = clash()
      return {
        startsAt,
        endsAt: times.endsAt,
        roomId,
        dailyMaximum: working?.dailyMaximum,
        clash: found,
        alternatives: found && nearest(free, startsAt, staffId, zone),
      }
    }),
  )
}

const staffTimes = ({ staff }: Occupied, ids: readonly string[]) => ids.flatMap(id => staff.get(id) ?? [])
const meeting = (taken: readonly Interval[], { from, to }: Interval) =>
  taken.find(one => one.from < to && one.to > from)

/** The free times nearest to a date, those of its own day first. */
function nearest(free: readonly FreeTime[], startsAt: number, staffId: string, zone: string): Slot[] {
  const today = dayOf(startsAt, zone)
  const rank = ({ from }: FreeTime) =>
    Math.abs(from - startsAt) + (from >= today.from && from < today.to ? 0 : 10 * day)
  return free
    .filter(({ from }) => Math.abs(from - startsAt) < 3 * day)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostAlternatives)
    .map(({ from, to, roomId }) => ({ staffId, startsAt: iso(from), endsAt: iso(to), roomId }))
}
