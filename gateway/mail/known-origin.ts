import { desc } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { mail } from './schema.ts'

/**
 * Where the links of a mail lead that no request causes: `WEB_ORIGIN`; in local development, where that is empty, where those of the latest
 * mail led.
 */
export async function knownOrigin({ WEB_ORIGIN }: Pick<GatewayEnv, 'WEB_ORIGIN'>, db: DrizzleD1Database) {
  if (WEB_ORIGIN) return WEB_ORIGIN
  const [latest] = await db.select({ origin: mail.origin }).from(mail).orderBy(desc(mail.createdAt)).limit(1)
  return latest?.origin ?? 'http://localhost:8787'
}
