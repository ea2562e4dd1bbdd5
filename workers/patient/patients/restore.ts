import type { Context } from '#shared/context'
import { type ArchiveInput, type ArchiveResult, setArchivedAt } from './archive.ts'

/** Bring an archived patient back; `wrong_status` for one who is not archived. */
export function restore(context: Context, which: ArchiveInput): ArchiveResult {
  return setArchivedAt(context, which, null)
}
