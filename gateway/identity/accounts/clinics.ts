import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { clinic } from './schema.ts'

/** Identity's copy of a clinic; undefined for an id of none. */
export async function readClinic({ IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>, id: string) {
  const [row] = await drizzle(IDENTITY_DB).select().from(clinic).where(eq(clinic.id, id))
  return row
}
