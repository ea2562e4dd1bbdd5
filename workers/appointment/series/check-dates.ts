import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { isPast } from '../booking-rules/approval.ts'
import { type BusyTimes, busyTimes } from '../booking-rules/busy-times.ts'
import { lengthOf, timesOf } from '../booking-rules/length.ts'
import { staffAnswerFrom } from '../booking-rules/staff-answer.ts'
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

/** One date of a series, and why it cannot be booked. */
export interface CheckedDate {
  startsAt: number
  endsAt: number
  roomId?: string
  dailyMaximum?: number
  clash?: Failure<'in_the_past' | 'outside_hours' | 'staff_busy' | 'room_busy' | 'patient_busy' | 'daily_limit'>
  /** The nearest free times, of a clash. */
  alternatives?: Slot[]
}

/**
 * Check every date of a series against hours, visits, assisting, held times, maintenance and daily maximum: two questions for any number
 * of dates. A date that is free here may be taken a moment later; the write decides.
 */
export async function checkDates(
  context: Context<AppointmentEnv>,
  input: BookSeries & { linkedIds: string[] },
  type: VisitTypeRow | undefined,
  starts: readonly number[],
): Promise<Result<CheckedDate[], BookFailure>> {
  const { at, actor } = context
  const zone = actor.timezone
  const { patientId, linkedIds, staffId, assistantIds = [] } = input
  const length = lengthOf(input, type)
  // Each date's day with one day before and two after: the days in which alternatives for a clash are looked for.
  const spans = starts.map(start => dayOf(start, zone)).map(({ from, to }) => ({ from: from - day, to: to + 2 * day }))
  const hours = await hoursInSpans(context, { spans, staffIds: [staffId, ...assistantIds] }, budgets.checkBeforeWrite)
  const visitFields = { patientId, linkedIds, staffId, assistantIds, ...length, overbooked: false }
  const staffAnswer = await staffAnswerFrom(context, { ...visitFields, startsAt: starts[0] ?? at }, hours)
  if (!staffAnswer.member.ok) return staffAnswer.member
  const working = hours.items.find(item => item.staffId === staffId)
  const open = working?.open ?? []
  const inPerson = (input.mode ?? 'in_person') === 'in_person'
  const roomOf = (sessionRoom: string | undefined) =>
    input.roomId === undefined ? (inPerson ? sessionRoom : undefined) : (input.roomId ?? undefined)
  const rooms = [...new Set(open.flatMap(session => roomOf(session.roomId) ?? []))]
  if (input.roomId) rooms.push(input.roomId)
  const busyAround = await busyTimes(context, {
    staffIds: [staffId, ...assistantIds],
    roomIds: rooms,
    ranges: spans,
    counted: { staffIds: working?.dailyMaximum === undefined ? [] : [staffId], ranges: spans },
    patientIds: [patientId, ...linkedIds],
  })
  const ofPatient = [...busyAround.patients.values()].flat()
  if (input.roomId && !busyAround.usableRooms.has(input.roomId)) return fail('room_not_found')
  const usableRoomId = (roomId: string | undefined) =>
    roomId && busyAround.usableRooms.has(roomId) ? roomId : undefined
  const isFull = fullDays(busyAround.starts.get(staffId) ?? [], working?.dailyMaximum, zone)
  const assistantAbsences = hours.items.flatMap(item => (assistantIds.includes(item.staffId) ? item.absences : []))

  const free = freeTimes(
    open.map(session => ({ ...session, roomId: usableRoomId(roomOf(session.roomId)) })),
    [...staffTimes(busyAround, [staffId, ...assistantIds]), ...ofPatient, ...assistantAbsences],
    busyAround.rooms,
    { ...length, earliest: at, slotMinutes: hours.policies.slotMinutes },
  ).filter(time => !isFull(time.from))

  return ok(
    starts.map(startsAt => {
      const planned = { ...visitFields, startsAt }
      const times = timesOf(planned)
      const roomId = usableRoomId(roomOf(open.find(one => one.from <= startsAt && one.to > startsAt)?.roomId))
      const busy = { from: times.busyFrom, to: times.busyUntil }
      const clash = (): CheckedDate['clash'] => {
        if (isPast(context, startsAt)) return fail('in_the_past')
        const visitTime = { from: startsAt, to: times.endsAt }
        if (meeting(assistantAbsences, visitTime) || !covers(open, startsAt, times.endsAt)) return fail('outside_hours')
        const staffBusy = meeting(staffTimes(busyAround, [staffId, ...assistantIds]), busy)
        if (staffBusy) return fail('staff_busy', { until: iso(staffBusy.to) })
        const roomBusy = roomId && meeting(busyAround.rooms.get(roomId) ?? [], busy)
        if (roomBusy) return fail('room_busy', { until: iso(roomBusy.to) })
        const patientBusy = meeting(ofPatient, visitTime)
        if (patientBusy) return fail('patient_busy', { until: iso(patientBusy.to) })
        if (isFull(startsAt)) return fail('daily_limit', { limit: working?.dailyMaximum ?? 0 })
        return undefined
      }
      const clashOfDate = clash()
      return {
        startsAt,
        endsAt: times.endsAt,
        roomId,
        dailyMaximum: working?.dailyMaximum,
        clash: clashOfDate,
        alternatives: clashOfDate && nearest(free, startsAt, staffId, zone),
      }
    }),
  )
}

const staffTimes = ({ staff }: BusyTimes, ids: readonly string[]) => ids.flatMap(id => staff.get(id) ?? [])
const meeting = (busyAround: readonly Interval[], { from, to }: Interval) =>
  busyAround.find(one => one.from < to && one.to > from)

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
