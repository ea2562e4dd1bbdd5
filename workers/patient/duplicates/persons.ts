import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { patient } from '../patients/schema.ts'
import { toFacts } from '../patients/view.ts'
import type { IdentityProof, LinkedPerson } from './contract.ts'
import { groupsOf } from './merged-into.ts'

/**
 * The persons who have these ids, each once, with all ids and the card of the patient who is kept. Unknown ids, other clinics' and, for
 * `own`, other people's are left out. At most 500 ids.
 */
export async function persons(context: Context, ids: string[]): Promise<Result<LinkedPerson[]>> {
  return ok(await readPersons(context, ids))
}

export async function readPersons(context: Context, ids: string[]): Promise<LinkedPerson[]> {
  const { db, reach, actor } = context
  const readableIds = (reach === 'own' ? ids.filter(id => actor.patients.includes(id)) : ids).slice(0, 500)
  if (readableIds.length === 0) return []
  const { nameText, recordNumber, birthDate, sex, deceased, archivedAt } = patient
  const rows = await db
    .select({
      linkedId: sql<string>`g.id`.as('linked_id'),
      linkedName: sql<string>`r.name_text`.as('linked_name'),
      proof: sql<IdentityProof>`CASE WHEN r.verified_with IS NOT NULL THEN 'document'
        WHEN r.registered_online = 1 OR r.unverified = 1 THEN 'none' ELSE 'clinic' END`.as('proof'),
      id: patient.id,
      nameText,
      recordNumber,
      birthDate,
      sex,
      deceased,
      archivedAt,
    })
    .from(sql`${groupsOf(context, readableIds)} g CROSS JOIN patient r ON r.id = g.id`)
    .crossJoin(patient)
    .where(sql`${patient.id} = g.kept_id`)
  return [...Map.groupBy(rows, row => row.id)].flatMap(([id, [first, ...others]]) => {
    if (!first) return []
    const ids = [first, ...others].map(row => row.linkedId).filter(other => other !== id)
    const records = [first, ...others].map(row => ({ id: row.linkedId, name: row.linkedName, proof: row.proof }))
    return [{ ...toFacts({ ...first, keptId: null }), ids: [id, ...ids], records }]
  })
}
