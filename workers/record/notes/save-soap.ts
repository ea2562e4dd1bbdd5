import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom } from '#shared/database/insert-where'
import { changeRows } from '#shared/database/ledger'
import { newId } from '#shared/id'
import { fail, type Result } from '#shared/result'
import { patientOf } from '../encounters/conditions.ts'
import type { Encounter } from '../encounters/contract.ts'
import { readEncounter } from '../encounters/read.ts'
import { encounter } from '../encounters/schema.ts'
import { authorOf } from '../recorded-by.ts'
import type { SaveSoap } from './contract.ts'
import { type SaveFailure, soapRefusal } from './refusals.ts'
import { note } from './schema.ts'

export interface SaveSoapInput {
  id: string
  /** The encounter's version that the writer saw. */
  version: number
  fields: SaveSoap
}

/**
 * Save the SOAP note as a draft. The first doctor who writes is its author; of two windows that save at once, one wins.
 *
 * One batch: an empty draft for the first save, the encounter's version as the lock, then the fields. The first statement inserts only
 * where the second is sure to match, and the third runs only if it did, so a save that loses leaves nothing behind.
 *
 * @returns the encounter, or `stale`, `signed`, `not_the_author`, `not_found`, `wrong_status` for one that was entered in error.
 */
export async function saveSoap(
  context: Context<RecordEnv>,
  { id, version, fields }: SaveSoapInput,
): Promise<Result<Encounter, SaveFailure>> {
  const { actor, db, clinicId, at } = context
  const author = authorOf(actor)
  const writable = and(
    eq(encounter.clinicId, clinicId),
    eq(encounter.id, id),
    eq(encounter.version, version),
    eq(encounter.status, 'in_progress'),
    isNull(encounter.signedAt),
  )
  const {
    saved: [saved],
  } = await batch(db, {
    draft: insertFrom(
      db,
      note,
      {
        id: newId('note'),
        clinicId,
        encounterId: encounter.id,
        patientId: encounter.patientId,
        kind: 'soap',
        status: 'draft',
        recordedById: author.id,
        recordedByName: author.name,
        recordedByRole: author.role,
        version: 0,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM ${encounter} WHERE ${writable}
            AND NOT EXISTS (SELECT 1 FROM note n WHERE n.clinic_id = encounter.clinic_id AND n.encounter_id = encounter.id AND n.kind = 'soap')`,
    ),
    saved: db
      .update(encounter)
      .set({
        version: sql`${encounter.version} + 1`,
        updatedAt: at,
        staffId: sql`coalesce(${encounter.staffId}, ${actor.staffId ?? null})`,
      })
      .where(
        and(
          writable,
          sql`EXISTS (SELECT 1 FROM note n WHERE n.clinic_id = encounter.clinic_id AND n.encounter_id = encounter.id AND n.kind = 'soap'
                AND n.recorded_by_id = ${author.id})`,
        ),
      )
      .returning({ id: encounter.id }),
    note: db
      .update(note)
      .set({ ...written(fields), version: sql`${note.version} + 1`, updatedAt: at })
      .where(and(eq(note.clinicId, clinicId), eq(note.encounterId, id), eq(note.kind, 'soap'), sql`changes() = 1`)),
    change: changeRows(context, {
      object: 'encounter',
      objectId: id,
      action: 'soap.saved',
      detail: { fields: Object.keys(fields) },
      patient: patientOf(id),
    }),
  })
  if (!saved) return fail(await soapRefusal(context, id))
  return readEncounter(context, id)
}

/** The columns that change; empty text is no text. */
function written(fields: SaveSoap): SaveSoap {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, text]) => text !== undefined)
      .map(([name, text]) => [name, text === '' ? null : text]),
  )
}
