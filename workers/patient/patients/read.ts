import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import { keptId } from '../duplicates/merged-into.ts'
import type { Patient } from './contract.ts'
import { patient } from './schema.ts'
import { asShownTo, toPatient } from './view.ts'

/** One patient, whole. `not_found` also for another clinic's id and, where the permission reaches `own`, for anyone else's. */
export async function readPatient(context: Context, id: string): Promise<Result<Patient, 'not_found'>> {
  const { db, clinicId, reach, actor } = context
  if (reach === 'own' && !actor.patients.includes(id)) return fail('not_found')
  const [row] = await db
    .select({ ...getTableColumns(patient), keptId })
    .from(patient)
    .where(and(eq(patient.clinicId, clinicId), eq(patient.id, id)))
  return row ? ok(asShownTo(actor, reach, toPatient(row))) : fail('not_found')
}
