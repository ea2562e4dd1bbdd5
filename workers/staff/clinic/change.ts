import { and, eq, sql } from 'drizzle-orm'
import { type Context, refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { outboxRow } from '#shared/database/outbox'
import { fail, ok, type Result } from '#shared/result'
import type { ChangeClinic, Clinic } from './contract.ts'
import { readClinic } from './read.ts'
import { clinic } from './schema.ts'
import { clinicFacts, toClinic } from './view.ts'

/**
 * Change the clinic's profile. `address` and `policies` are merged member by member, as a merge patch says; null clears a member, and a
 * cleared policy is the default again. The copy in identity follows by the outbox row `clinic.changed`.
 *
 * @returns the clinic, `stale`, `not_found`, or `slug_taken`.
 */
export async function changeClinic(
  context: Context,
  input: { version: number; change: ChangeClinic },
): Promise<Result<Clinic, 'not_found' | 'stale' | 'slug_taken'>> {
  const { db, clinicId, at } = context
  const { address, policies, ...plain } = input.change
  const merged = (column: string, part: object) =>
    sql`json_patch(coalesce(${sql.identifier(column)}, '{}'), ${JSON.stringify(part)})`
  try {
    const {
      row: [row],
    } = await batch(db, {
      row: db
        .update(clinic)
        .set({
          ...plain,
          ...(address === undefined ? {} : { address: address && merged('address', address) }),
          ...(policies === undefined ? {} : { policies: merged('policies', policies) }),
          version: sql`version + 1`,
          updatedAt: at,
        })
        .where(and(eq(clinic.clinicId, clinicId), eq(clinic.version, input.version)))
        .returning(),
      change: changeRow(context, 'clinic', clinicId, 'clinic.changed', { fields: Object.keys(input.change) }),
      effect: outboxRow(context, 'clinic.changed', clinicId, clinicFacts(clinicId)),
    })
    if (row) return ok(toClinic(row))
    const current = await readClinic(context)
    return current.ok ? fail('stale') : current
  } catch (error) {
    if (refusal(error)?.startsWith('unique:clinic.slug')) return fail('slug_taken')
    throw error
  }
}
