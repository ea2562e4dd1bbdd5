import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { changeRows } from '#shared/database/ledger'
import { fieldsOf } from '#shared/input/fields'
import { fail, ok, type Result } from '#shared/result'
import { linksRow, refusedMerged } from '../duplicates/merge.ts'
import { keptId } from '../duplicates/merged-into.ts'
import { identifierProblems } from '../identifier-rules.ts'
import { countryOf, heldIdentifiers } from '../identifiers.ts'
import { holderOf, indexRows, releaseRows, takenBy, unindexRows } from '../search/indexing.ts'
import { type ChangePatient, contactFields, type Patient, RegisterPatient } from './contract.ts'
import { mergePatch } from './merge-patch.ts'
import { dateProblems, findable, personColumns } from './person.ts'
import { patient, staleWrite } from './schema.ts'
import { hasUnknownContacts } from './unknown-contacts.ts'
import { asShownTo, toPatient } from './view.ts'

type Failures =
  | 'not_found'
  | 'stale'
  | 'merged'
  | 'forbidden'
  | 'identifier_taken'
  | 'patient_not_found'
  | 'invalid_request'

/**
 * Change a patient by a JSON merge patch. The result must be a patient that could be registered. A number that a merged duplicate holds may be
 * taken over.
 *
 * The UPDATE carries the version that was read, so of two changes at once one is `stale`, and with it the batch ends: neither the history
 * nor what the patient is found by moves.
 *
 * @param version the one that the client read.
 * @returns the patient; `forbidden` where a patient changes more than the own contact data; `not_found`, `stale`, `merged`, `invalid_request`,
 *   `patient_not_found` (a contact), `identifier_taken`.
 */
export async function change(
  context: Context,
  { id, version, patch }: { id: string; version: number; patch: ChangePatient },
): Promise<Result<Patient, Failures>> {
  const { db, clinicId, at, actor, reach } = context
  const one = and(eq(patient.clinicId, clinicId), eq(patient.id, id))
  if (reach === 'own') {
    if (!actor.patients.includes(id)) return fail('not_found')
    if (Object.keys(patch).some(key => !contactFields.includes(key))) return fail('forbidden')
  }
  const [before] = await db
    .select({ ...getTableColumns(patient), keptId })
    .from(patient)
    .where(one)
  if (!before) return fail('not_found')
  const gone = refusedMerged(before)
  if (gone) return gone
  if (before.version !== version) return fail('stale')

  const merged = v.safeParse(RegisterPatient, mergePatch(toPatient(before), patch))
  if (!merged.success) return fail('invalid_request', fieldsOf(merged.issues))
  const country = merged.output.address?.country ?? countryOf(actor)
  const problems = [
    ...dateProblems(merged.output, context),
    ...identifierProblems(patch, country, 'desk', before.identifiers),
  ]
  if (problems.length > 0) return fail('invalid_request', problems)
  if (patch.contacts && (await hasUnknownContacts(context, patch.contacts))) return fail('patient_not_found')

  const held = heldIdentifiers(merged.output, country, before.identifiers)
  const columns = personColumns(merged.output, held)
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .update(patient)
        .set({ ...columns, version: sql`version + 1`, updatedAt: at })
        .where(and(one, eq(patient.version, version)))
        .returning(),
      change: changeRows(context, {
        object: 'patient',
        objectId: id,
        action: 'patient.changed',
        detail: { fields: Object.keys(patch) },
        patient: id,
      }),
      links: columns.deceased === before.deceased ? [] : linksRow(context, id, id),
      staleWrite: insertWhere(db, staleWrite, { never: 1 }, sql`changes() = 0`),
      unindex: unindexRows(context, id),
      release: releaseRows(context, id, held),
      index: indexRows(context, [{ id, findable: findable(columns) }]),
    })
    return row ? ok(asShownTo(actor, reach, toPatient(row))) : fail('stale')
  } catch (error) {
    if (refusal(error) === 'stale') return fail('stale')
    const holder = takenBy(error) ? await holderOf(context, held, id) : undefined
    if (holder) return fail('identifier_taken', holder)
    throw error
  }
}
