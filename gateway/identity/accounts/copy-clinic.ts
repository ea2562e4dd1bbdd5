import { and, eq, lt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { OutboxEntry } from '#shared/database/outbox'
import { clinic } from './schema.ts'

/** Identity's copy of a clinic, which tokens carry. The version keeps an older copy from replacing a newer one. */
export async function copyClinic({ IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>, entry: OutboxEntry): Promise<void> {
  const { name, timezone, country, currency, locale, version, stepUpToSign, ageOfMajority } = entry.payload
  await drizzle(IDENTITY_DB)
    .update(clinic)
    .set({
      name: String(name),
      timezone: String(timezone),
      country: String(country),
      currency: String(currency),
      locale: locale === 'id' ? 'id' : 'en',
      // Absent in what was written before there were such policies.
      stepUpToSign: Boolean(stepUpToSign),
      ageOfMajority: Number(ageOfMajority ?? 18),
      version: Number(version),
      updatedAt: Date.parse(entry.createdAt),
    })
    .where(and(eq(clinic.id, entry.objectId), lt(clinic.version, Number(version))))
}
