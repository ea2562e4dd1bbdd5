import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertWhere } from '#shared/database/insert-where'
import { change, changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { findable } from '../patients/person.ts'
import { readPatient } from '../patients/read.ts'
import { patient, staleWrite } from '../patients/schema.ts'
import { toPatient } from '../patients/view.ts'
import { indexRows, unindexRows } from '../search/indexing.ts'
import type { Unmerged } from './contract.ts'
import { linksRow } from './merge.ts'

/**
 * Split a merged patient off again. Only this patient's own link is removed: whoever was merged into this patient stays merged. Rows of
 * other Workers keep their patient id, so this patient's rows are its own again. An identifier that the other patient took over stays there.
 *
 * @returns the patient as before and whom it had been merged into; `not_found`, `stale`, `wrong_status` for one who is not merged.
 */
export async function unmerge(
  context: Context,
  { id, version }: { id: string; version?: number },
): Promise<Result<Unmerged, 'not_found' | 'stale' | 'wrong_status'>> {
  const { db, clinicId, at } = context
  const one = and(eq(patient.clinicId, clinicId), eq(patient.id, id))
  const [before] = await db.select().from(patient).where(one)
  if (!before) return fail('not_found')
  if (version !== undefined && before.version !== version) return fail('stale')
  const { mergedInto } = before
  if (mergedInto === null) return fail('wrong_status', { status: 'not_merged' })
  try {
    const {
      split: [split],
    } = await batch(db, {
      split: db
        .update(patient)
        .set({ mergedInto: null, version: sql`version + 1`, updatedAt: at })
        .where(and(one, eq(patient.mergedInto, mergedInto), eq(patient.version, before.version)))
        .returning(),
      change: changeRows(context, {
        object: 'patient',
        objectId: id,
        action: 'patient.unmerged',
        detail: { from: mergedInto },
        patient: [id, mergedInto],
      }),
      links: linksRow(context, id, mergedInto, { splitId: id }),
      repeat: repeatRows(context, id),
      staleWrite: insertWhere(db, staleWrite, { never: 1 }, sql`changes() = 0`),
      unindex: unindexRows(context, id),
      index: indexRows(context, [{ id, findable: findable(before) }], 'left'),
    })
    if (!split) throw new Error('a patient was split off but not returned')
    return ok({ patient: toPatient(split), from: mergedInto })
  } catch (error) {
    // Another request was faster. A merged patient can only be unmerged, so that request split it off.
    if (refusal(error) === 'stale') return fail('wrong_status', { status: 'not_merged' })
    throw error
  }
}

/** What a repeat with the same Idempotency-Key is answered: the patient, and from the ledger whom it was split from the last time. */
export async function readUnmerged(context: Context, id: string): Promise<Result<Unmerged, 'not_found'>> {
  const { db, clinicId } = context
  const found = await readPatient(context, id)
  if (!found.ok) return found
  const [last] = await db
    .select({ from: sql<string>`${change.detail} ->> 'from'` })
    .from(change)
    .where(
      and(
        eq(change.clinicId, clinicId),
        eq(change.object, 'patient'),
        eq(change.objectId, id),
        eq(change.action, 'patient.unmerged'),
      ),
    )
    .orderBy(sql`${change.at} DESC`)
    .limit(1)
  return ok({ patient: found.value, from: last?.from })
}
