import { and, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import { survivor } from '../duplicates/merged-into.ts'
import type { PatientStanding } from './contract.ts'
import { patient } from './schema.ts'
import { toStanding } from './view.ts'

/**
 * What other Workers ask before they write or show something: a card per known id, with whether the patient has died, is archived
 * or was merged.
 * Unknown ids, other clinics' and, for `own`, other people's are left out. At most 500 ids.
 */
export async function cards(context: Context, ids: string[]): Promise<Result<PatientStanding[]>> {
  const { db, clinicId, reach, actor } = context
  const asked = (reach === 'own' ? ids.filter(id => actor.patients.includes(id)) : ids).slice(0, 500)
  if (asked.length === 0) return ok([])
  const { nameText, recordNumber, birthDate, sex, deceased, archivedAt } = patient
  const rows = await db
    .select({ id: patient.id, nameText, recordNumber, birthDate, sex, deceased, archivedAt, survivor })
    .from(patient)
    .where(
      and(
        // The plus keeps SQLite from reading all patients of the clinic by its index instead of each id by its key.
        sql`+${patient.clinicId} = ${clinicId}`,
        inArray(patient.id, sql`(SELECT value FROM json_each(${JSON.stringify(asked)}))`),
      ),
    )
  return ok(rows.map(toStanding))
}
