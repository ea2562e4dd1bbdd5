import { and, eq, gte, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { addDays, localDate, startOfDay } from '#shared/time'
import { appointment } from './schema.ts'

/** Milliseconds before and after today within which an own visit relates a member of staff to the patient. */
const relatedFor = 90 * 86_400_000
/** Patients that are named at most where all are asked for. */
const most = 10_000

/**
 * The patients to whom the asker is related by visits: with a visit of their own within 90 days, or any visit at the clinic today. Cancelled
 * ones do not count.
 *
 * @param input `ids` of whom it is asked; absent, all of the clinic.
 */
export async function relatedPatients(
  { db, clinicId, actor, at }: Context,
  { ids }: { ids: string[] | undefined },
): Promise<Result<string[]>> {
  const { timezone, staffId } = actor
  const today = localDate(at, timezone)
  const asked = ids && inArray(appointment.patientId, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`)
  const starts = (from: number, to: number, who?: SQL) =>
    db
      .select({ id: appointment.patientId })
      .from(appointment)
      .where(
        and(
          eq(appointment.clinicId, clinicId),
          gte(appointment.startsAt, from),
          lt(appointment.startsAt, to),
          ne(appointment.status, 'cancelled'),
          who,
          asked,
        ),
      )
  const anybodys = starts(startOfDay(today, timezone), startOfDay(addDays(today, 1), timezone))
  if (staffId === undefined) return ok(distinct(await anybodys.limit(most)))
  const mine = or(
    eq(appointment.staffId, staffId),
    sql`EXISTS (SELECT 1 FROM json_each(${appointment.assistantIds}) WHERE value = ${staffId})`,
  )
  return ok(distinct(await anybodys.union(starts(at - relatedFor, at + relatedFor, mine)).limit(most)))
}

const distinct = (rows: { id: string }[]) => [...new Set(rows.map(row => row.id))]
