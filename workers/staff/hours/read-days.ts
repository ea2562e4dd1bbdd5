import { and, asc, between, eq, gt, gte, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { addDays, iso, localDate, toInstant } from '#shared/time'
import { closure } from '../clinic/closures/schema.ts'
import { clinic } from '../clinic/schema.ts'
import { toPolicies } from '../clinic/view.ts'
import { isStaff } from '../is-staff.ts'
import { amongIds, hasSpecialty, worksAt } from '../profiles/conditions.ts'
import { staff } from '../profiles/schema.ts'
import { absence } from './absences/schema.ts'
import { availability } from './availability/schema.ts'
import type { Hours, HoursOfDaysQuery } from './contract.ts'
import { daysOf, type OpenSpan, openOn, subtract, type Week } from './open-spans.ts'
import { longestOpening } from './openings/longest-opening.ts'
import { opening } from './openings/schema.ts'
import { longestTimeOff, type Span, touching } from './times-off.ts'

/** 42 days, and the hour by which a clock change may lengthen them. */
const longestSpan = 42 * 86_400_000 + 3_600_000

const mostSpans = 110

/** All spans of one question added up: a year of days. */
const longestSum = 366 * 86_400_000

/** The same for several spans of time in one question: the days of a series, which lie weeks apart. */
export async function readHoursOfDays(
  context: Context,
  input: HoursOfDaysQuery,
): Promise<Result<Hours, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const zone = actor.timezone
  const spans = input.spans.map(({ from, to }) => ({ startsAt: toInstant(from, zone), endsAt: toInstant(to, zone) }))
  const lengths = spans.map(({ startsAt, endsAt }) => endsAt - startsAt)
  if (spans.length === 0 || lengths.some(length => length <= 0)) {
    return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  }
  const totalLength = lengths.reduce((sum, length) => sum + length, 0)
  if (lengths.some(length => length > longestSpan) || spans.length > mostSpans || totalLength > longestSum) {
    return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
  }
  const merged = mergeSpans(spans)
  const within: Span = { startsAt: merged[0]?.startsAt ?? 0, endsAt: merged.at(-1)?.endsAt ?? 0 }
  if (input.staffIds && input.staffIds.length > 500) {
    return fail('invalid_request', [{ path: 'staffIds', rule: 'max_length' }])
  }
  // The day before as well: its last session may run through midnight into the first day asked for.
  const firstDate = addDays(localDate(within.startsAt, zone), -1)
  const lastDate = localDate(within.endsAt - 1, zone)
  const wanted = and(
    input.staffIds ? amongIds(context, input.staffIds) : eq(staff.clinicId, clinicId),
    worksAt(within.startsAt),
    input.specialty === undefined ? undefined : hasSpecialty(input.specialty),
    input.bookable === undefined ? undefined : eq(staff.bookable, input.bookable),
  )
  const {
    staffRows,
    absenceRows,
    closureRows,
    openingRows,
    profile: [profile],
  } = await batch(db, {
    staffRows: db
      .select({
        id: staff.id,
        name: staff.name,
        title: staff.title,
        specialties: staff.specialties,
        dailyMaximum: staff.dailyMaximum,
        archivedFrom: staff.archivedFrom,
        validFrom: availability.validFrom,
        validTo: availability.validTo,
        weekly: availability.weekly,
      })
      .from(staff)
      .leftJoin(
        availability,
        and(
          eq(availability.clinicId, staff.clinicId),
          eq(availability.staffId, staff.id),
          lte(availability.validFrom, lastDate),
          or(isNull(availability.validTo), gte(availability.validTo, firstDate)),
        ),
      )
      .where(wanted)
      .orderBy(asc(staff.nameKey), asc(staff.id)),
    absenceRows: db
      .select({
        staffId: absence.staffId,
        startsAt: absence.startsAt,
        endsAt: absence.endsAt,
        reason: absence.reason,
      })
      .from(absence)
      .where(
        and(
          eq(absence.clinicId, clinicId),
          between(absence.endsAt, within.startsAt + 1, within.endsAt + longestTimeOff),
          lt(absence.startsAt, within.endsAt),
          inArray(absence.staffId, db.select({ id: staff.id }).from(staff).where(wanted)),
        ),
      )
      .orderBy(asc(absence.startsAt), asc(absence.id)),
    closureRows: db
      .select({ startsAt: closure.startsAt, endsAt: closure.endsAt, reason: closure.reason })
      .from(closure)
      .where(and(eq(closure.clinicId, clinicId), touching(closure, within.startsAt, within.endsAt)))
      .orderBy(asc(closure.startsAt), asc(closure.id)),
    openingRows: db
      .select({ staffId: opening.staffId, startsAt: opening.startsAt, endsAt: opening.endsAt })
      .from(opening)
      .where(
        and(
          eq(opening.clinicId, clinicId),
          between(opening.startsAt, within.startsAt - longestOpening, within.endsAt),
          gt(opening.endsAt, within.startsAt),
          inArray(opening.staffId, db.select({ id: staff.id }).from(staff).where(wanted)),
        ),
      )
      .orderBy(asc(opening.startsAt), asc(opening.id)),
    profile: db.select({ policies: clinic.policies }).from(clinic).where(eq(clinic.clinicId, clinicId)),
  })
  const policies = toPolicies(profile?.policies)
  const days = merged.map(({ startsAt, endsAt }) => daysOf(startsAt - 86_400_000, endsAt, zone))
  const openingsOf = Map.groupBy(openingRows, one => one.staffId)
  const absencesOf = Map.groupBy(absenceRows, one => one.staffId)
  const showsReasons = isStaff(actor)
  const items = [...Map.groupBy(staffRows, row => row.id).values()].flatMap(rows => {
    const [person] = rows
    if (!person) return []
    const absences = (absencesOf.get(person.id) ?? []).filter(one => merged.some(span => overlaps(one, span)))
    const weeks = rows.flatMap(weekOf)
    const open = merged.flatMap((span, i) =>
      subtract(openOn(weeks, days[i] ?? [], openingsOf.get(person.id) ?? [], zone), [...absences, ...closureRows], {
        startsAt: span.startsAt,
        endsAt: Math.min(span.endsAt, person.archivedFrom ?? span.endsAt),
      }),
    )
    return {
      staffId: person.id,
      name: person.name,
      title: person.title ?? undefined,
      specialties: person.specialties,
      dailyMaximum: person.dailyMaximum ?? policies.maxVisitsPerDay,
      open: open.map(toOpen),
      absences: absences.map(one => ({
        startsAt: iso(one.startsAt),
        endsAt: iso(one.endsAt),
        reason: showsReasons ? (one.reason ?? undefined) : undefined,
      })),
    }
  })
  return ok({
    items,
    closures: closureRows
      .filter(one => merged.some(span => overlaps(one, span)))
      .map(one => ({ startsAt: iso(one.startsAt), endsAt: iso(one.endsAt), reason: one.reason })),
    policies,
  })
}

const overlaps = (one: Span, other: Span) => one.startsAt < other.endsAt && one.endsAt > other.startsAt

/** The spans in order, those that touch or overlap made one. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = result.at(-1)
    if (last && span.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, span.endsAt)
    else result.push({ ...span })
  }
  return result
}

function weekOf(row: { validFrom: string | null; validTo: string | null; weekly: Week['weekly'] | null }): Week[] {
  if (row.validFrom === null || row.weekly === null) return []
  return [{ validFrom: row.validFrom, validTo: row.validTo ?? undefined, weekly: row.weekly }]
}

function toOpen({
  startsAt,
  endsAt,
  sessionStartsAt,
  roomId,
  slotMinutes,
}: OpenSpan): Hours['items'][number]['open'][number] {
  return { startsAt: iso(startsAt), endsAt: iso(endsAt), sessionStartsAt: iso(sessionStartsAt), roomId, slotMinutes }
}
