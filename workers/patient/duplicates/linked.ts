import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Linked } from './contract.ts'
import { readPersons } from './persons.ts'

/** One person under however many ids; `not_found` also for another clinic's id and, for `own`, for anyone else's. */
export async function linked(context: Context, id: string): Promise<Result<Linked, 'not_found'>> {
  const [group] = await readPersons(context, [id])
  return group ? ok({ id: group.id, ids: group.ids }) : fail('not_found')
}
