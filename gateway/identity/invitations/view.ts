import { and, eq, type SQL, sql } from 'drizzle-orm'
import { may } from '#shared/permissions'
import { iso, isoOrNull } from '#shared/time'
import type { IdentityContext } from '../context.ts'
import type { Invitation } from './contract.ts'
import { invitation } from './schema.ts'

/** Milliseconds that an invitation waits to be accepted. */
export const invitationLife = 7 * 86_400_000

type Row = typeof invitation.$inferSelect

export function toInvitation(row: Row, at: number): Invitation {
  const status = row.acceptedAt ? 'accepted' : row.revokedAt ? 'revoked' : row.expiresAt <= at ? 'expired' : 'open'
  return {
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    email: row.email ?? undefined,
    name: row.name,
    roles: row.roles,
    staffId: row.staffId ?? undefined,
    patientId: row.patientId ?? undefined,
    relation: row.relation ?? undefined,
    status,
    expiresAt: iso(row.expiresAt),
    invitedBy: { id: row.invitedBy, name: row.invitedByName },
    acceptedAt: isoOrNull(row.acceptedAt),
  }
}

/** Those this actor may see: patients' for all staff, the staff's for the owner. */
export function visible({ actor, clinicId }: Pick<IdentityContext, 'actor' | 'clinicId'>): SQL | undefined {
  const mine = eq(invitation.clinicId, clinicId)
  return may(actor.roles, 'invitation.staff') ? mine : and(mine, sql`${invitation.patientId} IS NOT NULL`)
}

/** Neither accepted nor taken back: an index holds these apart from the years of others. */
export const waiting = sql`${invitation.acceptedAt} IS NULL AND ${invitation.revokedAt} IS NULL`

/** One invitation that the actor may see, for the caller's batch. */
export function selectInvitation(context: IdentityContext, id: string) {
  return context.db
    .select()
    .from(invitation)
    .where(and(visible(context), eq(invitation.id, id)))
}
