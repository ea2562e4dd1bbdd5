import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { AddMaintenance, Maintenance } from './contract.ts'
import { roomMaintenance } from './schema.ts'
import { toMaintenance } from './view.ts'

/**
 * Take a room out of use for a span. No slot is offered and no visit booked in it then (`room_busy`); existing visits stay.
 *
 * @returns `invalid_request` for an empty span; `not_found` for an unknown room.
 */
export async function addMaintenance(
  context: Context,
  { roomId, maintenance }: { roomId: string; maintenance: AddMaintenance },
): Promise<Result<Maintenance, 'not_found' | 'invalid_request'>> {
  const { db, clinicId, at, actor } = context
  const [from, to] = [toInstant(maintenance.startsAt, actor.timezone), toInstant(maintenance.endsAt, actor.timezone)]
  if (to <= from) return fail('invalid_request', [{ path: 'endsAt', rule: 'after_start' }])
  const id = newId('maintenance')
  const {
    row: [row],
  } = await batch(db, {
    row: insertFrom(
      db,
      roomMaintenance,
      {
        id,
        clinicId: sql`clinic_id`,
        roomId: sql`id`,
        startsAt: from,
        endsAt: to,
        reason: maintenance.reason,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM room WHERE clinic_id = ${clinicId} AND id = ${roomId} AND removed_at IS NULL`,
    ).returning(),
    change: changeRow(context, 'maintenance', id, 'maintenance.added', { roomId }),
    repeat: repeatRows(context, id),
  })
  return row ? ok(toMaintenance(row)) : fail('not_found')
}
