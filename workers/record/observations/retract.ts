import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRows, repeatRows } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { authorOf } from '../recorded-by.ts'
import type { Observation } from './contract.ts'
import { readObservation } from './read.ts'
import { observation } from './schema.ts'
import { toObservation } from './view.ts'

export interface RetractInput {
  id: string
  reason: string
  version?: number
}

/**
 * Mark an observation as entered in error. It stays readable with the reason and who said so; the right value is recorded beside it.
 *
 * @returns the observation, or `not_found`, `signed` once its encounter is, `stale`, `wrong_status` where it was retracted before.
 */
export async function retractObservation(
  context: Context,
  { id, reason, version }: RetractInput,
): Promise<Result<Observation, 'not_found' | 'signed' | 'stale' | 'wrong_status'>> {
  const { actor, db, clinicId, at } = context
  const author = authorOf(actor, 'nurse')
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .update(observation)
        .set({
          status: 'entered_in_error',
          retractedReason: reason,
          retractedAt: at,
          retractedById: author.id,
          retractedByName: author.name,
          retractedByRole: author.role,
          version: sql`${observation.version} + 1`,
          updatedAt: at,
        })
        .where(
          and(
            eq(observation.clinicId, clinicId),
            eq(observation.id, id),
            eq(observation.status, 'final'),
            version === undefined ? undefined : eq(observation.version, version),
          ),
        )
        .returning(),
      change: changeRows(context, {
        object: 'observation',
        objectId: id,
        action: 'observation.retracted',
        patient: sql`(SELECT patient_id FROM observation WHERE id = ${id})`,
      }),
      repeat: repeatRows(context, id),
    })
    if (row) return ok(toObservation(row))
  } catch (error) {
    if (refusal(error) === 'signed') return fail('signed')
    throw error
  }
  const current = await readObservation(context, id)
  if (!current.ok) return current
  return current.value.status === 'final' ? fail('stale') : fail('wrong_status', { status: current.value.status })
}
