import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { ok, type Result } from '#shared/result'
import type { AddStaff, StaffMember } from './contract.ts'
import { nameKey } from './name-key.ts'
import { staff } from './schema.ts'
import { toStaff } from './view.ts'

/** Add a member of staff. An account comes of an invitation, hours of their availability. */
export async function addStaff(context: Context, input: AddStaff): Promise<Result<StaffMember>> {
  const { db, clinicId, at } = context
  const id = newId('staff')
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(staff)
      .values({
        id,
        clinicId,
        ...input,
        nameKey: nameKey(input.name),
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    change: changeRow(context, 'staff', id, 'staff.added'),
    repeat: repeatRows(context, id),
  })
  if (!row) throw new Error('a member of staff was inserted but not returned')
  return ok(toStaff(row, context.actor))
}
