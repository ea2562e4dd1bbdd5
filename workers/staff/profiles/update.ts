import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { one, staffExists } from './conditions.ts'
import type { StaffMember } from './contract.ts'
import { staff } from './schema.ts'
import { toStaff } from './view.ts'

export type ChangedStaff = Promise<Result<StaffMember, 'not_found' | 'stale'>>

/** A member of staff, and the version that the client saw. Without a version the change is made to any version. */
export interface StaffVersion {
  id: string
  version?: number
}

export async function update(
  context: Context,
  { id, version }: StaffVersion,
  set: Partial<typeof staff.$inferInsert>,
  action: string,
  detail?: unknown,
): ChangedStaff {
  const { db, at, actor } = context
  const {
    before,
    row: [row],
  } = await batch(db, {
    before: staffExists(context, id),
    row: db
      .update(staff)
      .set({ ...set, version: sql`version + 1`, updatedAt: at })
      .where(and(one(context, id), version === undefined ? undefined : eq(staff.version, version)))
      .returning(),
    change: changeRow(context, 'staff', id, action, detail),
    repeat: repeatRows(context, id),
  })
  if (row) return ok(toStaff(row, actor))
  return fail(before.length > 0 ? 'stale' : 'not_found')
}
