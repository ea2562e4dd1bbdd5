import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { staffExists } from '../../profiles/conditions.ts'
import type { ListTimesOff } from '../contract.ts'
import { pageOfTimesOff } from '../times-off.ts'
import { toTimeOff } from '../view.ts'
import type { Absence } from './contract.ts'
import { absence } from './schema.ts'

/** One person's absences that touch `from`–`to`, in order of their start. */
export async function listAbsences(
  context: Context,
  input: { staffId: string; list: ListTimesOff },
): Promise<Result<Page<Absence>, 'not_found' | 'invalid_request'>> {
  const { db, clinicId } = context
  const filter = pageOfTimesOff(context, absence, input.list)
  if (!filter.ok) return filter
  const { where, limit } = filter.value
  const { known, rows } = await batch(db, {
    known: staffExists(context, input.staffId),
    rows: db
      .select()
      .from(absence)
      .where(and(eq(absence.clinicId, clinicId), eq(absence.staffId, input.staffId), where))
      .orderBy(absence.startsAt, absence.id)
      .limit(limit + 1),
  })
  if (known.length === 0) return fail('not_found')
  return ok(toPage(rows, limit, row => [row.startsAt, row.id], toTimeOff))
}
