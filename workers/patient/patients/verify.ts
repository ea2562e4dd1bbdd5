import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { refusedMerged } from '../duplicates/merge.ts'
import { keptId } from '../duplicates/merged-into.ts'
import type { Patient, VerifyPatient } from './contract.ts'
import { patient } from './schema.ts'
import { toPatient } from './view.ts'

/**
 * Somebody of the clinic has seen who this is: the mark of the public page goes. With a document, which is named, the identity counts as
 * proved where records are merged.
 *
 * @returns the patient; `wrong_status` for one who has no mark and is not shown a document for the first time.
 */
export async function verify(
  context: Context,
  { id, version, document }: VerifyPatient & { id: string; version?: number },
): Promise<Result<Patient, 'not_found' | 'stale' | 'wrong_status' | 'merged'>> {
  const { db, clinicId, at } = context
  const one = and(eq(patient.clinicId, clinicId), eq(patient.id, id))
  const {
    verified: [verified],
    current: [current],
  } = await batch(db, {
    verified: db
      .update(patient)
      .set({
        unverified: false,
        // Who had the mark came by the public page, and stays so.
        registeredOnline: sql`max(registered_online, unverified)`,
        ...(document === undefined ? {} : { verifiedWith: document }),
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(
        and(
          one,
          or(eq(patient.unverified, true), document === undefined ? undefined : isNull(patient.verifiedWith)),
          isNull(patient.mergedInto),
          version === undefined ? undefined : eq(patient.version, version),
        ),
      )
      .returning(),
    current: db.select({ version: patient.version, keptId }).from(patient).where(one),
    change: changeRows(context, {
      object: 'patient',
      objectId: id,
      action: 'patient.verified',
      detail: { document },
      patient: id,
    }),
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
