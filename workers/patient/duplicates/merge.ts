import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { outboxRow } from '#shared/database/outbox'
import { type Failure, fail, ok, type Result } from '#shared/result'
import type { Patient } from '../patients/contract.ts'
import { patient } from '../patients/schema.ts'
import { toPatient } from '../patients/view.ts'
import { groupsOf, keptId, keptIdOf } from './merged-into.ts'

type Failures = 'not_found' | 'stale' | 'patient_not_found' | 'merged' | 'invalid_request'

/** The outbox topic that renews sessions after a merge or split: a session carries the ids of the patients its account stands for. */
export const linksTopic = 'patient.links'

/**
 * Merge a duplicate into the patient who is kept. Rows stay where they are: the duplicate gets a link,
 * and a read by patient takes all ids of the person.
 *
 * Triggers decide (0010): of two who are merged into each other at once one wins, and nobody is merged into someone of another clinic.
 *
 * @returns the merged patient, with `mergedInto`; `not_found`, `stale`; `patient_not_found` for an unknown `intoId`; `invalid_request` for
 *   the patient itself; `merged` with the id of the patient who is kept, where either of the two is merged already.
 * @see docs/decisions/0011-merged-patients-are-linked.md
 */
export async function merge(
  context: Context,
  { id, intoId, version }: { id: string; intoId: string; version?: number },
): Promise<Result<Patient, Failures>> {
  if (id === intoId) return itself()
  const { db, clinicId, at } = context
  const one = and(eq(patient.clinicId, clinicId), eq(patient.id, id))
  try {
    const {
      merged: [merged],
      current: [current],
    } = await batch(db, {
      merged: db
        .update(patient)
        .set({ mergedInto: intoId, version: sql`version + 1`, updatedAt: at })
        .where(and(one, isNull(patient.mergedInto), version === undefined ? undefined : eq(patient.version, version)))
        .returning(),
      current: db.select({ version: patient.version, keptId }).from(patient).where(one),
      change: changeRows(context, {
        object: 'patient',
        objectId: id,
        action: 'patient.merged',
        detail: { intoId },
        patient: [id, intoId],
      }),
      links: linksRow(context, id, intoId, { mergedId: id }),
      repeat: repeatRows(context, id),
    })
    if (merged) return ok(toPatient(merged))
    if (!current) return fail('not_found')
    return current.keptId === null ? fail('stale') : fail('merged', { intoId: current.keptId })
  } catch (error) {
    const word = refusal(error)
    if (word === 'itself') return itself()
    if (word === 'patient_not_found') return fail(word)
    const kept = word === 'merged' && (await keptIdOf(context, intoId))
    if (kept) return fail('merged', { intoId: kept })
    throw error
  }
}

function itself(): Failure<'invalid_request'> {
  return fail('invalid_request', [{ path: 'intoId', rule: 'itself' }])
}

/**
 * The outbox row that names every patient of the two groups, as the groups are after the write, which of them is whose by a document or by
 * nothing, and after a split which of them went: a merge carries no access along.
 */
export function linksRow(
  context: Context,
  id: string,
  otherId: string,
  how: { mergedId?: string; splitId?: string } = {},
) {
  const groups = groupsOf(context, [id, otherId])
  const among = (condition: SQL) =>
    sql`(SELECT coalesce(group_concat(DISTINCT g.id), '') FROM ${groups} g CROSS JOIN patient p ON p.id = g.id WHERE ${condition})`
  return outboxRow(
    context,
    linksTopic,
    id,
    sql`json_object('ids', (SELECT group_concat(DISTINCT id) FROM ${groups}),
      'proved', ${among(sql`p.verified_with IS NOT NULL`)},
      'unproved', ${among(sql`p.verified_with IS NULL AND (p.registered_online = 1 OR p.unverified = 1)`)},
      'kept', ${among(sql`g.kept_id = g.id`)},
      'mergedId', ${how.mergedId ?? null}, 'splitId', ${how.splitId ?? null},
      'split', ${how.splitId === undefined ? null : sql`(SELECT group_concat(DISTINCT id) FROM ${groupsOf(context, [id])})`})`,
  )
}

/** What every other verb answers for a patient who was merged; `undefined` for one who was not. */
export function refusedMerged(current: { keptId: string | null }): Failure<'merged'> | undefined {
  return current.keptId === null ? undefined : fail('merged', { intoId: current.keptId })
}
