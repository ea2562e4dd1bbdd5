import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { patient } from '../patients/schema.ts'
import { toStanding } from '../patients/view.ts'
import type { LinkedPerson } from './contract.ts'
import { groupsOf } from './merged-into.ts'

/**
 * The same for several, with the survivors' cards: each person once, however many of the ids were asked for. Unknown ids, other clinics'
 * and, for `own`, other people's are left out. At most 500 ids.
 */
export async function persons(context: Context, ids: string[]): Promise<Result<LinkedPerson[]>> {
  return ok(await read(context, ids))
}

export async function read(context: Context, ids: string[]): Promise<LinkedPerson[]> {
  const { db, reach, actor } = context
  const asked = (reach === 'own' ? ids.filter(id => actor.patients.includes(id)) : ids).slice(0, 500)
  if (asked.length === 0) return []
  const { nameText, recordNumber, birthDate, sex, deceased, archivedAt } = patient
  const rows = await db
    .select({
      linkedId: sql<string>`g.id`.as('linked_id'),
      id: patient.id,
      nameText,
      recordNumber,
      birthDate,
      sex,
      deceased,
      archivedAt,
    })
    .from(sql`${groupsOf(context, asked)} g`)
    .crossJoin(patient)
    .where(sql`${patient.id} = g.survivor`)
  return [...Map.groupBy(rows, row => row.id)].flatMap(([id, [survivor, ...others]]) => {
    if (!survivor) return []
    const ids = [survivor, ...others].map(row => row.linkedId).filter(other => other !== id)
    return [{ ...toStanding({ ...survivor, survivor: null }), ids: [id, ...ids] }]
  })
}
