import type { Context } from '#shared/context'
import { toInstant } from '#shared/time'
import type { ArchiveStaff } from './contract.ts'
import { type ChangedStaff, type StaffVersion, update } from './update.ts'

/**
 * From an instant on (now, where none is said) someone no longer works here: no open hours, not bookable, listed among the archived.
 * Their notes and past visits stay. A second call moves the instant.
 */
export function archive(context: Context, input: StaffVersion & { archive: ArchiveStaff }): ChangedStaff {
  const { from } = input.archive
  const archivedFrom = from === undefined ? context.at : toInstant(from, context.actor.timezone)
  return update(context, input, { archivedFrom }, 'staff.archived')
}
