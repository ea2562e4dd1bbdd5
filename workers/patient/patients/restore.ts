import type { Context } from '#shared/context'
import { type Archived, move, type Which } from './archive.ts'

/** Bring an archived patient back; `wrong_status` for one who is not archived. */
export function restore(context: Context, which: Which): Archived {
  return move(context, which, null)
}
