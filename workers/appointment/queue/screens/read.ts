import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Screen } from './contract.ts'
import { queueScreen } from './schema.ts'
import { toScreen } from './view.ts'

export async function readScreen({ db, clinicId }: Context, id: string): Promise<Result<Screen, 'not_found'>> {
  const [row] = await db
    .select()
    .from(queueScreen)
    .where(and(eq(queueScreen.clinicId, clinicId), eq(queueScreen.id, id)))
  return row ? ok(toScreen(row)) : fail('not_found')
}
