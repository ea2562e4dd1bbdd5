import type { Context } from '#shared/context'
import { type Changed, update, type Which } from './update.ts'

/** Someone works here again, with the hours they had. */
export function restore(context: Context, input: Which): Changed {
  return update(context, input, { archivedFrom: null }, 'staff.restored')
}
