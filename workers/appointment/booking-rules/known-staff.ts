import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { staffStandings } from '../other-workers.ts'

/** Whether a member of staff that a walk-in names is one of the clinic's who still works there. */
export async function knowsStaff(
  context: Context<AppointmentEnv>,
  id: string | undefined,
): Promise<Result<string | undefined, 'staff_not_found' | 'staff_archived'>> {
  if (id === undefined) return ok(undefined)
  const [card] = await staffStandings(context, [id], budgets.checkBeforeWrite)
  if (!card) return fail('staff_not_found')
  return card.archived ? fail('staff_archived') : ok(card.name)
}
