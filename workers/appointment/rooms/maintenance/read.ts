import { and, eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { fail, ok, type Result } from '#shared/result'
import type { Maintenance } from './contract.ts'
import { roomMaintenance } from './schema.ts'
import { toMaintenance } from './view.ts'

export async function readMaintenance(
  { db, clinicId }: Context,
  id: string,
): Promise<Result<Maintenance, 'not_found'>> {
  const [row] = await db
    .select()
    .from(roomMaintenance)
    .where(and(eq(roomMaintenance.clinicId, clinicId), eq(roomMaintenance.id, id)))
  return row ? ok(toMaintenance(row)) : fail('not_found')
}
