import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Linked, LinkedPerson } from './contract.ts'
import { groupsOf } from './survivor.ts'

/** One person under however many ids; `not_found` also for another clinic's id and, for `own`, for anyone else's. */
export async function linked(context: Context, id: string): Promise<Result<Linked, 'not_found'>> {
  const [group] = await read(context, [id])
  return group ? ok({ id: group.id, ids: group.ids }) : fail('not_found')
}

/**
 * The same for several, with the survivors' names: each person once, however many of the ids were asked for. Unknown ids, other clinics'
 * and, for `own`, other people's are left out. At most 500 ids.
 */
export async function persons(context: Context, ids: string[]): Promise<Result<LinkedPerson[]>> {
  return ok(await read(context, ids))
}

async function read(context: Context, ids: string[]): Promise<LinkedPerson[]> {
  const { db, reach, actor } = context
  const asked = (reach === 'own' ? ids.filter(id => actor.patients.includes(id)) : ids).slice(0, 500)
  if (asked.length === 0) return []
  const rows = await db.all<{ survivor: string; id: string; name: string }>(
    sql`SELECT g.survivor, g.id, p.name_text AS name FROM ${groupsOf(context, asked)} g CROSS JOIN patient p ON p.id = g.survivor`,
  )
  const groups = Map.groupBy(rows, row => row.survivor)
  return [...groups].map(([id, group]) => ({
    id,
    name: group[0]?.name ?? '',
    ids: [id, ...group.map(row => row.id).filter(other => other !== id)],
  }))
}
