import { and, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { keptId } from '../duplicates/merged-into.ts'
import type { PatientFacts } from './contract.ts'
import { patient } from './schema.ts'
import { toFacts } from './view.ts'

/**
 * What other Workers ask before they write or show something: a card per known id, with whether the patient has died, is archived
 * or was merged.
 * Unknown ids, other clinics' and, for `own`, other people's are left out. At most 500 ids.
 */
export async function cards(context: Context, ids: string[]): Promise<Result<PatientFacts[]>> {
  const { db, clinicId, reach, actor } = context
  const readableIds = (reach === 'own' ? ids.filter(id => actor.patients.includes(id)) : ids).slice(0, 500)
  if (readableIds.length === 0) return ok([])
  const { nameText, recordNumber, birthDate, sex, deceased, archivedAt } = patient
  const rows = await db
    .select({ id: patient.id, nameText, recordNumber, birthDate, sex, deceased, archivedAt, keptId })
    .from(patient)
    .where(
      and(
        // The plus keeps SQLite from reading all patients of the clinic by its index instead of each id by its key.
        sql`+${patient.clinicId} = ${clinicId}`,
        inArray(patient.id, sql`(SELECT value FROM json_each(${JSON.stringify(readableIds)}))`),
      ),
    )
  return ok(rows.map(toFacts))
}
