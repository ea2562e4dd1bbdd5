import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso } from '#shared/time'
import type { Absence, AddAbsence, ListTimesOff } from '../contract.ts'
import { standing } from '../profiles/read.ts'
import { absence } from '../schema.ts'
import { toAbsence } from '../view.ts'
import { pageOf, readSpan } from './times-off.ts'

/** One person's absences that touch `from`–`to`, in order of their start. */
export async function absences(
  context: Context,
  input: { staffId: string; list: ListTimesOff },
): Promise<Result<Page<Absence>, 'not_found' | 'invalid_request'>> {
  const { db, clinicId } = context
  const asked = pageOf(context, absence, input.list)
  if (!asked.ok) return asked
  const { where, limit } = asked.value
  const { known, rows } = await batch(db, {
    known: standing(context, input.staffId),
    rows: db
      .select()
      .from(absence)
      .where(and(eq(absence.clinicId, clinicId), eq(absence.staffId, input.staffId), where))
      .orderBy(absence.startsAt, absence.id)
      .limit(limit + 1),
  })
  if (known.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.startsAt, row.id], toAbsence))
}

export async function getAbsence({ db, clinicId }: Context, id: string): Promise<Result<Absence, 'not_found'>> {
  const [row] = await db
    .select()
    .from(absence)
    .where(and(eq(absence.clinicId, clinicId), eq(absence.id, id)))
  return row ? ok(toAbsence(row)) : fail('not_found')
}

/**
 * Note that someone is away. Absences may overlap. Visits booked before stay and are shown as outside the hours.
 *
 * @returns the absence; `not_found` for unknown staff; `forbidden` for a colleague's where only the own may be noted; `invalid_request`
 *   for a span that is empty or longer than 731 days.
 */
export async function addAbsence(
  context: Context,
  input: { staffId: string; absence: AddAbsence },
): Promise<Result<Absence, 'not_found' | 'forbidden' | 'invalid_request'>> {
  const { db, clinicId, at, reach, actor } = context
  const { staffId } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const span = readSpan(context, input.absence)
  if (!span.ok) return span
  const { startsAt, endsAt } = span.value
  const id = newId('absence')
  const {
    row: [row],
  } = await batch(db, {
    row: insertFrom(
      db,
      absence,
      {
        id,
        clinicId: sql`clinic_id`,
        staffId: sql`id`,
        startsAt,
        endsAt,
        reason: input.absence.reason,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM staff WHERE clinic_id = ${clinicId} AND id = ${staffId}`,
    ).returning(),
    change: changeRow(context, 'absence', id, 'absence.added', { staffId }),
    repeat: repeatRows(context, id),
  })
  return row ? ok(toAbsence(row)) : fail('not_found')
}

/** Take an absence back. The change ledger keeps when it was. */
export async function removeAbsence(
  context: Context,
  input: { staffId: string; id: string; version: number },
): Promise<Result<null, 'not_found' | 'forbidden' | 'stale'>> {
  const { db, clinicId, reach, actor } = context
  const { staffId, id, version } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const mine = and(eq(absence.clinicId, clinicId), eq(absence.staffId, staffId), eq(absence.id, id))
  const [before] = await db.select().from(absence).where(mine)
  if (!before) return fail('not_found')
  const { gone } = await batch(db, {
    gone: db
      .delete(absence)
      .where(and(mine, eq(absence.version, version)))
      .returning({ id: absence.id }),
    change: changeRow(context, 'absence', id, 'absence.removed', {
      staffId,
      startsAt: iso(before.startsAt),
      endsAt: iso(before.endsAt),
    }),
  })
  return gone.length === 1 ? ok(null) : fail('stale')
}
