import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { readSpan } from '../times-off.ts'
import { toTimeOff } from '../view.ts'
import type { AddOpening, Opening } from './contract.ts'
import { longestOpening } from './longest-opening.ts'
import { opening } from './schema.ts'

/**
 * Add one opening beside the weekly hours, which stay as they are. Openings may overlap each other and the hours; absences and closures
 * are taken out of them as of any other time.
 *
 * @returns the opening; `not_found` for unknown staff; `forbidden` for a colleague's where only the own may be noted; `invalid_request`
 *   for a span that is empty or longer than a day.
 */
export async function addOpening(
  context: Context,
  input: { staffId: string; opening: AddOpening },
): Promise<Result<Opening, 'not_found' | 'forbidden' | 'invalid_request'>> {
  const { db, clinicId, at, reach, actor } = context
  const { staffId } = input
  if (reach === 'own' && actor.staffId !== staffId) return fail('forbidden')
  const span = readSpan(context, input.opening)
  if (!span.ok) return span
  const { startsAt, endsAt } = span.value
  if (endsAt - startsAt > longestOpening) return fail('invalid_request', [{ path: 'endsAt', rule: 'too_long' }])
  const id = newId('opening')
  const {
    row: [row],
  } = await batch(db, {
    row: insertFrom(
      db,
      opening,
      {
        id,
        clinicId: sql`clinic_id`,
        staffId: sql`id`,
        startsAt,
        endsAt,
        reason: input.opening.reason,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM staff WHERE clinic_id = ${clinicId} AND id = ${staffId}`,
    ).returning(),
    change: changeRow(context, 'opening', id, 'opening.added', { staffId }),
    repeat: repeatRows(context, id),
  })
  return row ? ok(toTimeOff(row)) : fail('not_found')
}
