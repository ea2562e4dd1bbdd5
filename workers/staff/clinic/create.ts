import { sql } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { outboxRow } from '#shared/database/outbox'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import { nameKey } from '../profiles/name-key.ts'
import type { Clinic, CreateClinic } from './contract.ts'
import { readClinic } from './read.ts'
import { clinic } from './schema.ts'
import { clinicFacts, toClinic } from './view.ts'

/**
 * Create a clinic. A repeat with the same id answers the clinic as it is. Only the system may call this verb.
 *
 * Without a slug the name makes one: `Klinik Harapan` is `klinik-harapan`, then `klinik-harapan-2`; a name without Latin letters `clinic`.
 *
 * @returns the clinic; `slug_taken` where the slug that was asked for is another clinic's; `invalid_request` for another clinic's id.
 */
export async function createClinic(
  context: Context,
  input: CreateClinic,
): Promise<Result<Clinic, 'slug_taken' | 'invalid_request'>> {
  if (input.id !== context.clinicId) return fail('invalid_request', [{ path: 'id', rule: 'clinic' }])
  if (input.slug) {
    const made = await insertClinic(context, input, input.slug)
    return made ? ok(made) : fail('slug_taken')
  }
  const base = nameKey(input.name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  const wanted = base.length >= 2 ? base : 'clinic'
  const made =
    (await insertClinic(context, input, await firstFree(context, wanted))) ??
    (await insertClinic(context, input, `${wanted}-${newId('clinic').slice(-8)}`))
  if (!made) throw new Error('a clinic was neither inserted nor found')
  return ok(made)
}

/** The first of `name`, `name-2` … `name-20` that no clinic has; the unique index decides if another takes it first. */
async function firstFree({ db }: Context, base: string): Promise<string> {
  const candidates = [base, ...Array.from({ length: 19 }, (_, i) => `${base}-${i + 2}`)]
  const taken = await db
    .select({ slug: clinic.slug })
    .from(clinic)
    .where(sql`${clinic.slug} IN (SELECT value FROM json_each(${JSON.stringify(candidates)}))`)
  return candidates.find(one => !taken.some(({ slug }) => slug === one)) ?? `${base}-${newId('clinic').slice(-8)}`
}

/** The clinic with this id after the insert, new or not; undefined where another clinic has the slug. */
async function insertClinic(context: Context, input: CreateClinic, slug: string): Promise<Clinic | undefined> {
  const { db, clinicId, at } = context
  const { name, timezone, country, currency, locale } = input
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(clinic)
      .values({
        clinicId,
        name,
        slug,
        timezone,
        country,
        currency,
        locale,
        policies: {},
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .onConflictDoNothing()
      .returning(),
    change: changeRow(context, 'clinic', clinicId, 'clinic.founded'),
    effect: outboxRow(context, 'clinic.changed', clinicId, clinicFacts(clinicId)),
  })
  if (row) return toClinic(row)
  const current = await readClinic(context)
  return current.ok ? current.value : undefined
}
