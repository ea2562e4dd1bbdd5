import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { standing } from '../../profiles/conditions.ts'
import type { ListTimesOff } from '../contract.ts'
import { pageOf } from '../times-off.ts'
import { toAbsence } from '../view.ts'
import type { Absence } from './contract.ts'
import { absence } from './schema.ts'

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
