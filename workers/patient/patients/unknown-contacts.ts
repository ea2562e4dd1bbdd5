import { and, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { RegisterPatient } from './contract.ts'
import { patient } from './schema.ts'

/** Whether a contact is named as a patient whom this clinic does not know. Patients are never deleted, so what is read here stays true. */
export async function hasUnknownContacts(
  { db, clinicId }: Context,
  contacts: RegisterPatient['contacts'],
): Promise<boolean> {
  const named = [...new Set((contacts ?? []).map(contact => contact.patientId).filter(id => id !== undefined))]
  if (named.length === 0) return false
  const known = await db
    .select({ id: patient.id })
    .from(patient)
    .where(
      and(
        // The plus keeps SQLite from reading all patients of the clinic by its index instead of each id by its key.
        sql`+${patient.clinicId} = ${clinicId}`,
        sql`${patient.id} IN (SELECT value FROM json_each(${JSON.stringify(named)}))`,
      ),
    )
  return known.length < named.length
}
