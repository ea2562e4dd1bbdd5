import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { identifierProblems } from '../identifier-rules.ts'
import { countryOf, heldIdentifiers } from '../identifiers.ts'
import { holderOf, indexRows, takenBy } from '../search/indexing.ts'
import type { Patient, RegisterPatient } from './contract.ts'
import { dateProblems, findable, personColumns } from './person.ts'
import { patient } from './schema.ts'
import { hasUnknownContacts } from './unknown-contacts.ts'
import { toPatient } from './view.ts'

/**
 * Register a person. The record number is the clinic's next, chosen inside the INSERT, so registrations at once leave neither gap nor
 * repeat; a unique index decides who gets a number that two bring at once.
 *
 * @returns the patient; `invalid_request` for a birth or death in the future, or a number that is none of its type; `patient_not_found` for a contact who is named as a patient
 *   and is none; `identifier_taken` with the id of the patient who holds that identifier.
 */
export function register(context: Context, input: RegisterPatient): Registered {
  return insertPatient(context, input, false)
}

export type Registered = Promise<Result<Patient, 'identifier_taken' | 'patient_not_found' | 'invalid_request'>>

export async function insertPatient(context: Context, input: RegisterPatient, unverified: boolean): Registered {
  const { db, clinicId, at, actor } = context
  const country = input.address?.country ?? countryOf(actor)
  const problems = [...dateProblems(input, context), ...identifierProblems(input, country, 'desk')]
  if (problems.length > 0) return fail('invalid_request', problems)
  if (await hasUnknownContacts(context, input.contacts)) return fail('patient_not_found')
  const id = newId('patient')
  const held = heldIdentifiers(input, country)
  const columns = personColumns(input, held)
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .insert(patient)
        .values({
          id,
          clinicId,
          recordNumber: sql`(SELECT coalesce(max(record_number), 0) + 1 FROM patient WHERE clinic_id = ${clinicId})`,
          ...columns,
          unverified,
          registeredOnline: unverified,
          version: 1,
          createdAt: at,
          updatedAt: at,
        })
        .returning(),
      change: changeRows(context, { object: 'patient', objectId: id, action: 'patient.registered', patient: id }),
      repeat: repeatRows(context, id),
      index: indexRows(context, [{ id, findable: findable(columns) }]),
    })
    if (!row) throw new Error('a patient was inserted but not returned')
    return ok(toPatient(row))
  } catch (error) {
    const holder = takenBy(error) ? await holderOf(context, held, id) : undefined
    if (holder) return fail('identifier_taken', holder)
    throw error
  }
}
