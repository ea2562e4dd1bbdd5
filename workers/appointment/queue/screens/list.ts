import { asc, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { ok, type Result } from '#shared/result'
import type { Screens } from './contract.ts'
import { queueScreen } from './schema.ts'
import { toScreen } from './view.ts'

export async function listScreens({ db, clinicId }: Context): Promise<Result<Screens>> {
  const rows = await db
    .select()
    .from(queueScreen)
    .where(eq(queueScreen.clinicId, clinicId))
    .orderBy(asc(queueScreen.name), asc(queueScreen.id))
    .limit(100)
  return ok({ items: rows.map(toScreen) })
}
