import type { Context } from '#shared/context'
import { budgets, Unavailable, within } from '#shared/deadline'
import type { Answer } from '#shared/result'
import { personsOf } from '../other-workers.ts'

/**
 * Which of these patients the asker has to do with by their visits, under any id of the person, and which are known at all.
 *
 * @throws Unavailable where the patient or the appointment Worker does not answer.
 */
export async function relatedAmong(context: Context<RecordEnv>, ids: string[]) {
  const { env, actor } = context
  const people = await personsOf(env, actor, ids, budgets.names)
  const idsOf = (id: string) => people.find(person => person.ids.includes(id))?.ids
  const all = [...new Set(ids.flatMap(id => idsOf(id) ?? []))]
  const visited = new Set(all.length > 0 ? await askVisits(context, all) : [])
  return {
    known: new Set(ids.filter(id => idsOf(id))),
    related: new Set(ids.filter(id => idsOf(id)?.some(one => visited.has(one)))),
  }
}

/**
 * Every patient to whom the asker is related by a visit.
 *
 * @throws Unavailable where the appointment Worker does not answer.
 */
export const allRelated = (context: Context<RecordEnv>): Promise<string[]> => askVisits(context, undefined)

async function askVisits({ env, actor }: Context<RecordEnv>, ids: string[] | undefined): Promise<string[]> {
  const asked: Answer<string[]> = env.APPOINTMENT['appointment.related'](actor, { ids })
  const result = await within(budgets.names, asked)
  if (!result.ok) throw new Unavailable()
  return result.value
}
