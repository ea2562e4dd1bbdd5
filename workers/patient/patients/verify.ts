import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { refusedMerged } from '../duplicates/merge.ts'
import { keptId } from '../duplicates/merged-into.ts'
import type { Patient } from './contract.ts'
import { patient } from './schema.ts'
import { toPatient } from './view.ts'

/** Somebody of the clinic has seen who this is: the mark of the public page goes. `wrong_status` for a patient who has none. */
export async function verify(
  context: Context,
  { id, version }: { id: string; version?: number },
): Promise<Result<Patient, 'not_found' | 'stale' | 'wrong_status' | 'merged'>> {
  const { db, clinicId, at } = context
  const one = and(eq(patient.clinicId, clinicId), eq(patient.id, id))
  const {
    verified: [verified],
    current: [current],
  } = await batch(db, {
    verified: db
      .update(patient)
      .set({ unverified: false, version: sql`version + 1`, updatedAt: at })
      .where(
        and(
          one,
          eq(patient.unverified, true),
          isNull(patient.mergedInto),
          version === undefined ? undefined : eq(patient.version, version),
        ),
      )
      .returning(),
    current: db.select({ version: patient.version, keptId }).from(patient).where(one),
    change: changeRows(context, { object: 'patient', objectId: id, action: 'patient.verified', patient: id }),
    repeat: repeatRows(context, id),
  })
  if (verified) return ok(toPatient(verified))
  if (!current) return fail('not_found')
  const merged = refusedMerged(current)
  if (merged) return merged
  return version !== undefined && current.version !== version
    ? fail('stale')
    : fail('wrong_status', { status: 'verified' })
}
