import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { ok, type Result } from '#shared/result'
import { iso } from '#shared/time'
import { type Occupied, occupied } from '../../booking-rules/busy-times.ts'
import { dayOf } from '../../clinic-day.ts'
import type { Interval } from '../../intervals.ts'
import { hoursInSpans, namesOf, othersOf, personsOf, type Working, type WorkingHours } from '../../other-workers.ts'
import { type FreeTime, freeTimes } from '../../slots/free-times.ts'
import { fullDays } from '../../slots/free-times-of-staff.ts'
import { toBoardRow, type VisitRow } from '../view.ts'
import type { Displaced, FindDisplaced, Proposal } from './contract.ts'
import { firstHundred, spanOf, visitsHit } from './list.ts'

const day = 86_400_000
const minute = 60_000
/** How far before and after the absence another time with the same doctor is looked for. */
const around = { before: 2 * day, after: 14 * day }
/** Nobody is told to come within the hour. */
const shortest = 60 * minute

/**
 * Every visit that someone's absence hits, saved or only thought of, each with where it could go: another time with the same doctor outside
 * of the absence, and another doctor with one of the same specialties on the same day, each the nearest to the time agreed. Proposals keep
 * to the rules of booking and do not collide with each other, so that all of them can be agreed to at once.
 */
export async function displaced(
  context: Context<AppointmentEnv>,
  query: FindDisplaced,
): Promise<Result<Displaced, 'invalid_request'>> {
  const asked = spanOf(context, query)
  if (!asked.ok) return asked
  const span = asked.value
  const { rows, truncated } = firstHundred(await visitsHit(context, query.staffId, span))
  if (rows.length === 0) return ok({ items: [], truncated })
  const [search, names] = await Promise.all([searchAround(context, span, rows), namesOf(context, rows)])
  const items = rows.map(row => {
    const sameStaff = search.propose(row, working => working.staffId === row.staffId, { not: span })
    // Another doctor sees the patient on the day that was agreed; the same one may on another.
    const day = dayOf(row.startsAt, context.actor.timezone)
    const otherStaff = search.propose(row, sameSpecialty(search.hours, row, query.staffId), { within: day })
    return { visit: toBoardRow(row, names), sameStaff, otherStaff }
  })
  return ok({ items, truncated })
}

/** Others who have a specialty of the visit's doctor, or who like them have none. */
function sameSpecialty(hours: WorkingHours, row: VisitRow, away: string): (working: Working) => boolean {
  const key = (specialty: string) => specialty.toLowerCase()
  const doctor = hours.items.find(item => item.staffId === row.staffId)
  const specialties = (doctor?.specialties ?? []).map(key)
  return ({ staffId, specialties: theirs }) =>
    staffId !== row.staffId &&
    staffId !== away &&
    !row.assistantIds.includes(staffId) &&
    (specialties.length === 0 ? theirs.length === 0 : theirs.some(one => specialties.includes(key(one))))
}

/** Everything that is free around the absence, read once; each proposal takes its time away from the next. */
async function searchAround(context: Context<AppointmentEnv>, span: Interval, rows: VisitRow[]) {
  const { at, actor } = context
  const zone = actor.timezone
  const earliest = at + shortest
  const daysHit = [...new Map(rows.map(row => dayOf(row.startsAt, zone)).map(one => [one.from, one])).values()]
  const spans = [
    { from: Math.max(earliest, span.from - around.before), to: span.from },
    { from: Math.max(earliest, span.to), to: Math.max(earliest, span.to) + around.after },
    ...daysHit.map(({ from, to }) => ({ from: Math.max(from, earliest), to })),
  ].filter(({ from, to }) => from < to)
  const staffIds = [...new Set(rows.flatMap(row => [row.staffId ?? '', ...row.assistantIds]))]
  // Where nobody says who was merged, each id stands for itself: the move decides.
  const people = personsOf(context, [...new Set(rows.map(row => row.patientId))], budgets.checkBeforeRead).catch(
    () => [],
  )
  const [everyone, named] = await Promise.all([
    hoursInSpans(context, { spans, bookable: true }, budgets.checkBeforeRead),
    hoursInSpans(context, { spans, staffIds }, budgets.checkBeforeRead),
  ])
  const known = new Set(everyone.items.map(({ staffId }) => staffId))
  const items = [...everyone.items, ...named.items.filter(({ staffId }) => !known.has(staffId))]
  const hours: WorkingHours = { ...everyone, items }
  const ranges = spans.map(({ from, to }) => ({ from: from - day / 24, to: to + day / 24 }))
  const rooms = new Set([
    ...items.flatMap(({ open }) => open.flatMap(session => session.roomId ?? [])),
    ...rows.flatMap(row => row.roomId ?? []),
  ])
  const linked = await people
  const idsOf = ({ patientId }: VisitRow) => [patientId, ...othersOf(linked, patientId)]
  const taken = await occupied(context, {
    staffIds: items.map(({ staffId }) => staffId),
    roomIds: [...rooms],
    ranges,
    counted: {
      staffIds: items.flatMap(one => (one.dailyMaximum === undefined ? [] : [one.staffId])),
      ranges: ranges.map(({ from, to }) => wholeDays(from, to, zone)),
    },
    patientIds: [...new Set(rows.flatMap(idsOf))],
  })

  // They all go, so none of them is in the way of its own patient or assistants.
  for (const row of rows) {
    for (const id of idsOf(row)) leave(taken.patients, id, row.startsAt, row.endsAt)
    for (const id of row.assistantIds) leave(taken.staff, id, row.busyFrom, row.busyUntil)
  }

  function propose(row: VisitRow, among: (working: Working) => boolean, bounds: Bounds) {
    const patient = idsOf(row).flatMap(id => taken.patients.get(id) ?? [])
    const around = { hours, taken, patient, earliest, zone, ...bounds }
    const candidates = items
      .filter(among)
      .flatMap(working => timesFor(working, row, around).map(time => ({ ...time, working })))
    const best = candidates.reduce<(typeof candidates)[number] | undefined>(
      (nearest, one) => (nearest && distance(nearest, row) <= distance(one, row) ? nearest : one),
      undefined,
    )
    if (!best) return undefined
    take(taken, row, best)
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

/** When a proposal may begin, and what else it may not meet. */
interface Bounds {
  within?: Interval
  not?: Interval
}

interface Around extends Bounds {
  hours: WorkingHours
  taken: Occupied
  patient: readonly Interval[]
  earliest: number
  zone: string
}

/** When someone could see the patient of a visit, as long and with the buffers that it has. */
function timesFor(working: Working, row: VisitRow, around: Around): FreeTime[] {
  const { hours, taken, patient, earliest, within = always, not, zone } = around
  const same = working.staffId === row.staffId
  const inPerson = row.mode === 'in_person'
  const open = working.open.filter(({ from, to }) => from < within.to && within.from < to)
  const sessions = open.map(session => {
    const sessionRoom = inPerson && session.roomId && taken.usableRooms.has(session.roomId) ? session.roomId : undefined
    // A visit that is moved stays in its room; with another doctor it goes where that session is.
    return { ...session, roomId: same ? (row.roomId ?? undefined) : sessionRoom }
  })
  const busy = [working.staffId, ...row.assistantIds].flatMap(id => taken.staff.get(id) ?? [])
  const away = hours.items.flatMap(item => (row.assistantIds.includes(item.staffId) ? item.absences : []))
  const isFull = fullDays(taken.starts.get(working.staffId) ?? [], working.dailyMaximum, zone)
  return freeTimes(sessions, [...busy, ...away, ...patient, ...(not ? [not] : [])], taken.rooms, {
    minutes: (row.endsAt - row.startsAt) / minute,
    bufferBefore: (row.startsAt - row.busyFrom) / minute,
    bufferAfter: (row.busyUntil - row.endsAt) / minute,
    earliest: Math.max(earliest, within.from),
    slotMinutes: hours.policies.slotMinutes,
  }).filter(time => time.from < within.to && !isFull(time.from))
}

/** From here on the time is somebody's. */
function take(taken: Occupied, row: VisitRow, { from, to, roomId, working }: FreeTime & { working: Working }): void {
  const busy = { from: from - (row.startsAt - row.busyFrom), to: to + (row.busyUntil - row.endsAt) }
  for (const id of [working.staffId, ...row.assistantIds]) add(taken.staff, id, busy)
  if (roomId) add(taken.rooms, roomId, busy)
  add(taken.patients, row.patientId, { from, to })
  add(taken.starts, working.staffId, from)
}

function leave(map: Map<string, Interval[]>, key: string, from: number, to: number): void {
  map.set(
    key,
    (map.get(key) ?? []).filter(one => one.from !== from || one.to !== to),
  )
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value])
}

function toProposal({ from, to, roomId }: FreeTime, { staffId, name }: Working): Proposal {
  return { staff: { id: staffId, name }, startsAt: iso(from), endsAt: iso(to), roomId }
}
