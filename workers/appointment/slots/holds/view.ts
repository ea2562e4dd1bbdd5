import { and, eq, gt } from 'drizzle-orm'
import type { Context } from '#shared/context'
import { iso } from '#shared/time'
import type { Hold } from './contract.ts'
import { type HoldRow, slotHold } from './schema.ts'

export function reachableHold({ clinicId, actor, at, reach }: Context, id: string) {
  return and(
    eq(slotHold.clinicId, clinicId),
    eq(slotHold.id, id),
    reach === 'own' ? eq(slotHold.accountId, actor.accountId) : undefined,
    gt(slotHold.expiresAt, at),
  )
}

export function toHold(row: HoldRow): Hold {
  return {
    id: row.id,
    staffId: row.staffId,
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    roomId: row.roomId ?? undefined,
    expiresAt: iso(row.expiresAt),
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
