import type { Context } from '#shared/context'
import { type ChangedStaff, type StaffVersion, update } from './update.ts'

/** Someone works here again, with the hours they had. */
export function restore(context: Context, input: StaffVersion): ChangedStaff {
  return update(context, input, { archivedFrom: null }, 'staff.restored')
}
