import type { Context } from '#shared/context'
import { budgets } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { ok, type Result } from '#shared/result'
import { personsOf } from './other-workers.ts'
import { type Closed, guard } from './restrictions/guard.ts'

/**
 * Read the rows of a person under all ids. Almost nobody has more than one id, so `read` runs at once with the ids given, beside the
 * question for other ids, and a second time only where there are some.
 *
 * @returns the answer of `read`; with `linksUnavailable` where the patient Worker does not answer: rows under other ids may be missing.
 */
export async function readForAllIds<T extends { linksUnavailable?: true }, C extends FailureCode>(
  context: Context<RecordEnv>,
  ids: string[],
  read: (ids: string[]) => Promise<Result<T, C>>,
): Promise<Result<T, C> | Result<T, Closed>> {
  const { env, actor, reach } = context
  const [people, first] = await Promise.all([
    personsOf(env, actor, ids, budgets.names).catch(() => undefined),
    read(ids),
  ])
  if (!first.ok) return first
  if (!people) return ok({ ...first.value, linksUnavailable: true })
  const others = people.flatMap(person => person.ids).filter(id => reach === 'all' || actor.patients.includes(id))
  const all = [...new Set([...ids, ...others])]
  if (all.length === new Set(ids).size) return first
  // A merge of this moment: the restriction of another id may not cover this one yet.
  const door = await guard(context, { patients: all })
  return door.ok ? read(all) : door
}
