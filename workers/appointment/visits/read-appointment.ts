import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { fail, ok, type Result } from '#shared/result'
import { namesOf } from '../other-workers.ts'
import type { Appointment } from './contract.ts'
import { steps, toAppointment, visit } from './view.ts'

/** One visit, whole. `not_found` also for another clinic's id and, where the permission reaches `own`, for anyone else's. */
export async function readAppointment(
  context: Context<AppointmentEnv>,
  id: string,
): Promise<Result<Appointment, 'not_found'>> {
  const {
    row: [row],
    history,
  } = await batch(context.db, {
    row: visit(context, id),
    history: steps(context, id),
  })
  return row ? ok(toAppointment(row, history, await namesOf(context, [row]))) : fail('not_found')
}
