import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { readSpan } from '../times-off.ts'
import { toTimeOff } from '../view.ts'
import type { Absence, AddAbsence } from './contract.ts'
import { absence } from './schema.ts'

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
  return row ? ok(toTimeOff(row)) : fail('not_found')
}
