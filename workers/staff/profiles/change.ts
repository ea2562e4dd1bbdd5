import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { ArchiveStaff, ChangeStaff, StaffMember } from '../contract.ts'
import { staff } from '../schema.ts'
import { toStaff } from '../view.ts'
import { nameKey } from './name-key.ts'
import { one, standing } from './read.ts'

type Changed = Promise<Result<StaffMember, 'not_found' | 'stale'>>
/** `version` is what the asker has seen; where it is left out, whatever stands is changed. */
interface Which {
  id: string
  version?: number
}

/** Change the profile: what is absent stays, null clears, arrays are replaced whole. */
export function changeStaff(context: Context, input: Which & { change: ChangeStaff }): Changed {
  const { change } = input
  const key = change.name === undefined ? {} : { nameKey: nameKey(change.name) }
  return update(context, input, { ...change, ...key }, 'staff.changed', { fields: Object.keys(change) })
}

/**
 * From an instant on (now, where none is said) someone no longer works here: no open hours, not bookable, listed among the archived.
 * What they wrote and the visits they had stay. Said again, the instant moves.
 */
export function archive(context: Context, input: Which & { archive: ArchiveStaff }): Changed {
  const { from } = input.archive
  const archivedFrom = from === undefined ? context.at : toInstant(from, context.actor.timezone)
  return update(context, input, { archivedFrom }, 'staff.archived')
}

/** Someone works here again, with the hours they had. */
export function restore(context: Context, input: Which): Changed {
  return update(context, input, { archivedFrom: null }, 'staff.restored')
}

async function update(
  context: Context,
  { id, version }: Which,
  set: Partial<typeof staff.$inferInsert>,
  action: string,
  detail?: unknown,
): Changed {
  const { db, at, actor } = context
  const {
    before,
    row: [row],
  } = await batch(db, {
    before: standing(context, id),
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
