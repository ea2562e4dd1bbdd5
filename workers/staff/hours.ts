import { and, asc, between, eq, gte, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { addDays, iso, localDate, toInstant } from '#shared/time'
import type { AskHours, Hours } from './contract.ts'
import { daysOf, type OpenSpan, sessionsOf, subtract, type Week } from './open.ts'
import { amongIds, hasSpecialty, worksAt } from './read.ts'
import { absence, availability, clinic, closure, staff } from './schema.ts'
import { longest, type Span, touching } from './times-off.ts'
import { isStaff, toPolicies } from './view.ts'

/** 42 days, and the hour by which a clock change may lengthen them. */
const longestAsked = 42 * 86_400_000 + 3_600_000

/**
 * When staff are there: weekly hours in the clinic's zone, minus absences and closures, as instants. What the appointment Worker makes
 * slots of, and by which it knows a time outside the hours; one round trip to the database, whatever is asked.
 *
 * Those who left before `from` are left out, those who leave in between have no hours after. Unknown ids are left out.
 *
 * @param input `from` and `to` are instants or the clinic's dates, at most 42 days apart; without `staffIds` or `specialty` all staff.
 * @returns `invalid_request` for a range that is empty or too long, or for more than 500 ids.
 */
export async function hours(context: Context, input: AskHours): Promise<Result<Hours, 'invalid_request'>> {
  const { db, clinicId, actor } = context
  const zone = actor.timezone
  const within: Span = { startsAt: toInstant(input.from, zone), endsAt: toInstant(input.to, zone) }
  if (within.endsAt <= within.startsAt) return fail('invalid_request', [{ path: 'to', rule: 'after_from' }])
  if (within.endsAt - within.startsAt > longestAsked) return fail('invalid_request', [{ path: 'to', rule: 'too_long' }])
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
  const [people, away, closed, [profile]] = await db.batch([
    db
      .select({
        id: staff.id,
        name: staff.name,
        title: staff.title,
        archivedFrom: staff.archivedFrom,
        validFrom: availability.validFrom,
        validTo: availability.validTo,
        weekly: availability.weekly,
      })
      .from(staff)
      .leftJoin(
        availability,
        and(
          eq(availability.clinicId, clinicId),
          eq(availability.staffId, staff.id),
          lte(availability.validFrom, lastDate),
          or(isNull(availability.validTo), gte(availability.validTo, firstDate)),
        ),
      )
      .where(wanted)
      .orderBy(asc(staff.nameKey), asc(staff.id)),
    db
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
          between(absence.endsAt, within.startsAt + 1, within.endsAt + longest),
          lt(absence.startsAt, within.endsAt),
          inArray(absence.staffId, db.select({ id: staff.id }).from(staff).where(wanted)),
        ),
      )
      .orderBy(asc(absence.startsAt), asc(absence.id)),
    db
      .select({ startsAt: closure.startsAt, endsAt: closure.endsAt, reason: closure.reason })
      .from(closure)
      .where(and(eq(closure.clinicId, clinicId), touching(closure, within.startsAt, within.endsAt)))
      .orderBy(asc(closure.startsAt), asc(closure.id)),
    db.select({ policies: clinic.policies }).from(clinic).where(eq(clinic.clinicId, clinicId)),
  ])
  const days = daysOf(within.startsAt - 86_400_000, within.endsAt, zone)
  const awayOf = Map.groupBy(away, one => one.staffId)
  const mayKnowWhy = isStaff(actor)
  const items = [...Map.groupBy(people, row => row.id).values()].flatMap(rows => {
    const [person] = rows
    if (!person) return []
    const absences = awayOf.get(person.id) ?? []
    const open = subtract(sessionsOf(rows.flatMap(weekOf), days, zone), [...absences, ...closed], {
      startsAt: within.startsAt,
      endsAt: Math.min(within.endsAt, person.archivedFrom ?? within.endsAt),
    })
    return {
      staffId: person.id,
      name: person.name,
      title: person.title ?? undefined,
      open: open.map(toOpen),
      absences: absences.map(one => ({
        startsAt: iso(one.startsAt),
        endsAt: iso(one.endsAt),
        reason: mayKnowWhy ? (one.reason ?? undefined) : undefined,
      })),
    }
  })
  return ok({
    items,
    closures: closed.map(one => ({ startsAt: iso(one.startsAt), endsAt: iso(one.endsAt), reason: one.reason })),
    policies: toPolicies(profile?.policies),
  })
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
