import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { type BusyTimes, busyTimes } from '../../booking-rules/busy-times.ts'
import { dayOf } from '../../clinic-day.ts'
import type { Interval } from '../../intervals.ts'
import {
  hoursInSpans,
  namesOf,
  otherIdsOf,
  personsOf,
  type StaffHours,
  type WorkingHours,
} from '../../other-workers.ts'
import { type FreeTime, freeTimes } from '../../slots/free-times.ts'
import { fullDays } from '../../slots/free-times-of-staff.ts'
import { toBoardRow, type VisitRow } from '../view.ts'
import type { AffectedVisitsWithAlternatives, FindAlternatives, Proposal } from './contract.ts'
import { affectedVisits, askedSpan, firstHundred } from './list.ts'

const day = 86_400_000
const minute = 60_000
/** How far before and after the absence another time with the same doctor is searched. */
const searched = { before: 2 * day, after: 14 * day }
/** A proposed time begins no earlier than this from now. */
const shortestNotice = 60 * minute

/**
 * Every visit that an absence affects, whether the absence is saved or only planned, with two proposals: another time with the same doctor,
 * and another doctor of the same specialty on the same day, each nearest to the agreed time. Proposals obey the rules of booking and do not
 * overlap each other, so that all can be accepted.
 */
export async function findAlternatives(
  context: Context<AppointmentEnv>,
  query: FindAlternatives,
): Promise<Result<AffectedVisitsWithAlternatives, 'invalid_request'>> {
  const spanResult = askedSpan(context, query)
  if (!spanResult.ok) return spanResult
  const span = spanResult.value
  const { rows, truncated } = firstHundred(await affectedVisits(context, query.staffId, span))
  if (rows.length === 0) return ok({ items: [], truncated })
  const [search, names] = await Promise.all([searchAround(context, span, rows), namesOf(context, rows)])
  const items = rows.map(row => {
    const sameStaff = search.propose(row, working => working.staffId === row.staffId, { not: span })
    // Another doctor is proposed on the agreed day only; the same doctor on other days as well.
    const day = dayOf(row.startsAt, context.actor.timezone)
    const otherStaff = search.propose(row, sameSpecialty(search.hours, row, query.staffId), { within: day })
    return { visit: toBoardRow(row, names), sameStaff, otherStaff }
  })
  return ok({ items, truncated })
}

/** Other staff with a specialty of the visit's doctor; of a doctor without specialties, staff without any. */
function sameSpecialty(hours: WorkingHours, row: VisitRow, absentStaffId: string): (working: StaffHours) => boolean {
  const key = (specialty: string) => specialty.toLowerCase()
  const doctor = hours.items.find(item => item.staffId === row.staffId)
  const specialties = (doctor?.specialties ?? []).map(key)
  return ({ staffId, specialties: theirs }) =>
    staffId !== row.staffId &&
    staffId !== absentStaffId &&
    !row.assistantIds.includes(staffId) &&
    (specialties.length === 0 ? theirs.length === 0 : theirs.some(one => specialties.includes(key(one))))
}

/** Reads all busy times around the absence once; `propose` marks each proposed time as busy for the next proposal. */
async function searchAround(context: Context<AppointmentEnv>, span: Interval, rows: VisitRow[]) {
  const { at, actor } = context
  const zone = actor.timezone
  const earliest = at + shortestNotice
  const affectedDays = [...new Map(rows.map(row => dayOf(row.startsAt, zone)).map(one => [one.from, one])).values()]
  const spans = [
    { from: Math.max(earliest, span.from - searched.before), to: span.from },
    { from: Math.max(earliest, span.to), to: Math.max(earliest, span.to) + searched.after },
    ...affectedDays.map(({ from, to }) => ({ from: Math.max(from, earliest), to })),
  ].filter(({ from, to }) => from < to)
  const staffIds = [...new Set(rows.flatMap(row => [row.staffId ?? '', ...row.assistantIds]))]
  // Without an answer of the patient Worker only the given ids are checked; the move itself checks linked ids again.
  const people = personsOf(context, [...new Set(rows.map(row => row.patientId))], budgets.checkBeforeRead).catch(
    () => [],
  )
  const [everyone, named] = await Promise.all([
    hoursInSpans(context, { spans, bookable: true }, budgets.checkBeforeRead),
    hoursInSpans(context, { spans, staffIds }, budgets.checkBeforeRead),
  ])
  const bookableIds = new Set(everyone.items.map(({ staffId }) => staffId))
  const items = [...everyone.items, ...named.items.filter(({ staffId }) => !bookableIds.has(staffId))]
  const hours: WorkingHours = { ...everyone, items }
  const ranges = spans.map(({ from, to }) => ({ from: from - day / 24, to: to + day / 24 }))
  const rooms = new Set([
    ...items.flatMap(({ open }) => open.flatMap(session => session.roomId ?? [])),
    ...rows.flatMap(row => row.roomId ?? []),
  ])
  const linked = await people
  const idsOf = ({ patientId }: VisitRow) => [patientId, ...otherIdsOf(linked, patientId)]
  const calendar = await busyTimes(context, {
    staffIds: items.map(({ staffId }) => staffId),
    roomIds: [...rooms],
    ranges,
    counted: {
      staffIds: items.flatMap(one => (one.dailyMaximum === undefined ? [] : [one.staffId])),
      ranges: ranges.map(({ from, to }) => wholeDays(from, to, zone)),
    },
    patientIds: [...new Set(rows.flatMap(idsOf))],
  })

  // The affected visits will all be moved, so their own times are free for their patients and assistants.
  for (const row of rows) {
    for (const id of idsOf(row)) vacate(calendar.patients, id, row.startsAt, row.endsAt)
    for (const id of row.assistantIds) vacate(calendar.staff, id, row.busyFrom, row.busyUntil)
  }

  function propose(row: VisitRow, among: (working: StaffHours) => boolean, bounds: Bounds) {
    const patient = idsOf(row).flatMap(id => calendar.patients.get(id) ?? [])
    const conditions = { hours, calendar, patient, earliest, zone, ...bounds }
    const candidates = items
      .filter(among)
      .flatMap(working => timesFor(working, row, conditions).map(time => ({ ...time, working })))
    const best = candidates.reduce<(typeof candidates)[number] | undefined>(
      (nearest, one) => (nearest && distance(nearest, row) <= distance(one, row) ? nearest : one),
      undefined,
    )
    if (!best) return undefined
    occupy(calendar, row, best)
    return toProposal(best, best.working)
  }
  return { hours, propose }
}

const always: Interval = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
const distance = (time: Interval, row: VisitRow) => Math.abs(time.from - row.startsAt)
const wholeDays = (from: number, to: number, zone: string): Interval => ({
  from: dayOf(from, zone).from,
  to: dayOf(to, zone).to,
})

/** The range in which a proposal may begin, and the range that it may not overlap. */
interface Bounds {
  within?: Interval
  not?: Interval
}

interface SearchConditions extends Bounds {
  hours: WorkingHours
  calendar: BusyTimes
  patient: readonly Interval[]
  earliest: number
  zone: string
}

/** The free times of a member of staff for a visit, with its length and buffers. */
function timesFor(working: StaffHours, row: VisitRow, conditions: SearchConditions): FreeTime[] {
  const { hours, calendar, patient, earliest, within = always, not, zone } = conditions
  const same = working.staffId === row.staffId
  const inPerson = row.mode === 'in_person'
  const open = working.open.filter(({ from, to }) => from < within.to && within.from < to)
  const sessions = open.map(session => {
    const sessionRoom =
      inPerson && session.roomId && calendar.usableRooms.has(session.roomId) ? session.roomId : undefined
    // With the same doctor the visit keeps its room; with another it takes the room of that doctor's session.
    return { ...session, roomId: same ? (row.roomId ?? undefined) : sessionRoom }
  })
  const busy = [working.staffId, ...row.assistantIds].flatMap(id => calendar.staff.get(id) ?? [])
  const absencesOfAssistants = hours.items.flatMap(item =>
    row.assistantIds.includes(item.staffId) ? item.absences : [],
  )
  const isFull = fullDays(calendar.starts.get(working.staffId) ?? [], working.dailyMaximum, zone)
  return freeTimes(sessions, [...busy, ...absencesOfAssistants, ...patient, ...(not ? [not] : [])], calendar.rooms, {
    minutes: (row.endsAt - row.startsAt) / minute,
    bufferBefore: (row.startsAt - row.busyFrom) / minute,
    bufferAfter: (row.busyUntil - row.endsAt) / minute,
    earliest: Math.max(earliest, within.from),
    slotMinutes: hours.policies.slotMinutes,
  }).filter(time => time.from < within.to && !isFull(time.from))
}

/** Marks a proposed time as busy. */
function occupy(
  calendar: BusyTimes,
  row: VisitRow,
  { from, to, roomId, working }: FreeTime & { working: StaffHours },
): void {
  const busy = { from: from - (row.startsAt - row.busyFrom), to: to + (row.busyUntil - row.endsAt) }
  for (const id of [working.staffId, ...row.assistantIds]) add(calendar.staff, id, busy)
  if (roomId) add(calendar.rooms, roomId, busy)
  add(calendar.patients, row.patientId, { from, to })
  add(calendar.starts, working.staffId, from)
}

function vacate(map: Map<string, Interval[]>, key: string, from: number, to: number): void {
  map.set(
    key,
    (map.get(key) ?? []).filter(one => one.from !== from || one.to !== to),
  )
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value])
}

function toProposal({ from, to, roomId }: FreeTime, { staffId, name }: StaffHours): Proposal {
  return { staff: { id: staffId, name }, startsAt: iso(from), endsAt: iso(to), roomId }
}
