import { and, eq, lt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { system } from '#shared/actor'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../../gateway.ts'
import { clinic } from '../schema.ts'

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
 * Found a clinic: identity first (`creating`), then staff, who owns it, then identity again. Repeatable by id, so that a founding that broke
 * off is finished by doing it once more.
 */
export async function foundClinic(
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
  const founded = await env.STAFF['clinic.found'](system(input.id, at, crypto.randomUUID()), input)
  if (!founded.ok) throw new Error(`the clinic could not be founded: ${founded.code}`)
  await db.update(clinic).set({ status: 'active' }).where(eq(clinic.id, input.id))
}

/** Milliseconds after which a founding that is not done has broken off. */
const foundingTakes = 60_000

/** Finish what broke off between identity and staff, for the sweep. */
export async function finishFoundings(env: Pick<GatewayBindings, 'IDENTITY_DB' | 'STAFF'>, at: number): Promise<void> {
  const broken = await drizzle(env.IDENTITY_DB)
    .select()
    .from(clinic)
    .where(and(eq(clinic.status, 'creating'), lt(clinic.createdAt, at - foundingTakes)))
    .limit(20)
  for (const { id, name, timezone, country, currency, locale } of broken) {
    try {
      await foundClinic(env, { id, name, timezone, country, currency, locale }, at)
    } catch (error) {
      log('founding.broke_off', { clinicId: id, ...thrown(error) })
    }
  }
}
