import { and, eq, lt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { system } from '#shared/actor'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../../gateway.ts'
import { clinic } from './schema.ts'

export interface NewClinic {
  id: string
  name: string
  slug?: string
  timezone: string
  country: string
  currency: string
  locale: 'en' | 'id'
}

/**
 * Create a clinic: identity first (`creating`), then staff, who owns it, then identity again. Repeatable by id, so that a creation that broke
 * off is finished by doing it once more.
 */
export async function createClinic(
  env: Pick<GatewayBindings, 'IDENTITY_DB' | 'STAFF'>,
  input: NewClinic,
  at: number,
): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const { slug: _, ...copy } = input
  await db
    .insert(clinic)
    .values({ ...copy, status: 'creating', version: 0, createdAt: at, updatedAt: at })
    .onConflictDoNothing()
  const created = await env.STAFF['clinic.found'](system(input.id, at, crypto.randomUUID()), input)
  if (!created.ok) throw new Error(`the clinic could not be created: ${created.code}`)
  await db.update(clinic).set({ status: 'active' }).where(eq(clinic.id, input.id))
}

/** Milliseconds after which a creation that is not done has broken off. */
const creationMs = 60_000

/** Finish what broke off between identity and staff, for the sweep. */
export async function finishClinics(env: Pick<GatewayBindings, 'IDENTITY_DB' | 'STAFF'>, at: number): Promise<void> {
  const unfinished = await drizzle(env.IDENTITY_DB)
    .select()
    .from(clinic)
    .where(and(eq(clinic.status, 'creating'), lt(clinic.createdAt, at - creationMs)))
    .limit(20)
  for (const { id, name, timezone, country, currency, locale } of unfinished) {
    try {
      await createClinic(env, { id, name, timezone, country, currency, locale }, at)
    } catch (error) {
      log('clinic.unfinished', { clinicId: id, ...thrown(error) })
    }
  }
}
