import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { linksRow, refusedMerged } from '../duplicates/merge.ts'
import { keptId } from '../duplicates/merged-into.ts'
import type { Patient } from './contract.ts'
import { patient } from './schema.ts'
import { toPatient } from './view.ts'

export interface ArchiveInput {
  id: string
  /** The version that was read, where the client said. */
  version?: number
}

export type ArchiveResult = Promise<Result<Patient, 'not_found' | 'stale' | 'wrong_status' | 'merged'>>

/**
 * Take a patient out of lists and search. Nothing is deleted; a trigger moves the terms by which search finds the patient.
 *
 * @returns the patient, or `not_found`, `stale`, `merged`, `wrong_status` for one who is archived already.
 */
export function archive(context: Context, which: ArchiveInput): ArchiveResult {
  return setArchivedAt(context, which, context.at)
}

export async function setArchivedAt(
  context: Context,
  { id, version }: ArchiveInput,
  archivedAt: number | null,
): ArchiveResult {
  const { db, clinicId, at } = context
  const one = and(eq(patient.clinicId, clinicId), eq(patient.id, id))
  const {
    changed: [changed],
    current: [current],
  } = await batch(db, {
    changed: db
      .update(patient)
      .set({ archivedAt, version: sql`version + 1`, updatedAt: at })
      .where(
        and(
          one,
          isNull(patient.mergedInto),
          archivedAt === null ? isNotNull(patient.archivedAt) : isNull(patient.archivedAt),
          version === undefined ? undefined : eq(patient.version, version),
        ),
      )
      .returning(),
    current: db.select({ version: patient.version, archivedAt: patient.archivedAt, keptId }).from(patient).where(one),
    change: changeRows(context, {
      object: 'patient',
      objectId: id,
      action: archivedAt === null ? 'patient.restored' : 'patient.archived',
      patient: id,
    }),
    // Portals close and open with it.
    links: linksRow(context, id, id),
    repeat: repeatRows(context, id),
  })
  if (changed) return ok(toPatient(changed))
  if (!current) return fail('not_found')
  const merged = refusedMerged(current)
  if (merged) return merged
  if (version !== undefined && current.version !== version) return fail('stale')
  return fail('wrong_status', { status: current.archivedAt === null ? 'active' : 'archived' })
}
