import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Closure } from './contract.ts'
import { closure } from './schema.ts'
import { toClosure } from './view.ts'

export async function readClosure({ db, clinicId }: Context, id: string): Promise<Result<Closure, 'not_found'>> {
  const [row] = await db
    .select()
    .from(closure)
    .where(and(eq(closure.clinicId, clinicId), eq(closure.id, id)))
  return row ? ok(toClosure(row)) : fail('not_found')
}
