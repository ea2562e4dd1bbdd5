import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Patient, PatientStanding } from '../contract.ts'
import { survivor } from '../duplicates/merged-into.ts'
import { patient } from '../schema.ts'
import { toPatient, toStanding } from './view.ts'

/** One patient, whole. `not_found` also for another clinic's id and, where the permission reaches `own`, for anyone else's. */
export async function getPatient(context: Context, id: string): Promise<Result<Patient, 'not_found'>> {
  const { db, clinicId, reach, actor } = context
  if (reach === 'own' && !actor.patients.includes(id)) return fail('not_found')
  const [row] = await db
    .select({ ...getTableColumns(patient), survivor })
    .from(patient)
    .where(and(eq(patient.clinicId, clinicId), eq(patient.id, id)))
  return row ? ok(toPatient(row)) : fail('not_found')
}

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
