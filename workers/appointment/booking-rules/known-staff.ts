import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import { fail, ok, type Result } from '#shared/result'
import { staffCards } from '../other-workers.ts'

/** The name of a member of staff who works at the clinic. @returns undefined without an id; `staff_not_found`; `staff_archived`. */
export async function nameOfActiveStaff(
  context: Context<AppointmentEnv>,
  id: string | undefined,
): Promise<Result<string | undefined, 'staff_not_found' | 'staff_archived'>> {
  if (id === undefined) return ok(undefined)
  const [card] = await staffCards(context, [id], budgets.checkBeforeWrite)
  if (!card) return fail('staff_not_found')
  return card.archived ? fail('staff_archived') : ok(card.name)
}
