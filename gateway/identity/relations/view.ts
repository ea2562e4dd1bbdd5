import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { iso, isoOrNull } from '#shared/time'
import type { PatientCard } from '../../../workers/patient/patients/contract.ts'
import { account } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import { yearLater } from './coming-of-age.ts'
import type { Relation } from './contract.ts'
import { isOpen, openAt, type RelationRow, recordFrom } from './opening.ts'
import { standsFor } from './schema.ts'

type Row = Awaited<ReturnType<typeof selectRelations>>[number]

export function selectRelations(db: DrizzleD1Database, where: SQL | undefined) {
  return db
    .select({ row: standsFor, name: account.name })
    .from(standsFor)
    .innerJoin(account, eq(account.id, standsFor.accountId))
    .where(where)
}

export function statusOf(row: RelationRow, at: number): Relation['status'] {
  if (row.endedAt !== null) return 'ended'
  return isOpen(row, at) && row.heldFor === null ? 'active' : 'pending'
}

/** The status in any WHERE over `stands_for`. */
export const hasStatus: Record<Relation['status'], (at: number) => SQL> = {
  // Said in the words of its index, too.
  pending: at =>
    sql`(stands_for.ended_at IS NULL AND ((stands_for.approved_at IS NULL AND stands_for.opening <> 'at_once') OR stands_for.held_for IS NOT NULL)
      AND (stands_for.held_for IS NOT NULL OR NOT ${openAt(at)}))`,
  active: at => sql`(stands_for.ended_at IS NULL AND stands_for.held_for IS NULL AND ${openAt(at)})`,
  ended: () => sql`stands_for.ended_at IS NOT NULL`,
}

const person = (id: string | null, name: string | null) => (id === null ? undefined : { id, name: name ?? '' })

export function toRelation({ row, name }: Row, { accountId, at }: Pick<Actor, 'accountId' | 'at'>): Relation {
  const from = recordFrom(row)
  return {
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(Math.max(row.createdAt, row.updatedAt)),
    patientId: row.patientId,
    account: { name },
    relation: row.relation,
    status: statusOf(row, at),
    invitedBy: person(row.invitedBy, row.invitedByName),
    since: iso(row.createdAt),
    recordFrom: isoOrNull(from),
    approved: row.opening === 'at_once' || row.approvedAt !== null,
    approvedBy: person(row.approvedBy, row.approvedByName),
    held: row.heldFor !== null,
    ofAgeOn: row.ofAgeOn ?? undefined,
    endsOn: row.ofAgeOn !== null && row.confirmedAt === null ? yearLater(row.ofAgeOn) : undefined,
    ofAgeTold: isoOrNull(row.ofAgeToldAt),
    endedAt: isoOrNull(row.endedAt),
    endedBy: person(row.endedBy, row.endedByName),
    endedFor: row.endedFor ?? undefined,
    reason: row.endReason ?? undefined,
    mine: row.accountId === accountId,
  }
}

/** With the patient's card beside each, where the patient Worker answers. */
export const withCard = (relation: Relation, cards: Map<string, PatientCard> | undefined): Relation => ({
  ...relation,
  patient: cards?.get(relation.patientId),
})

/** One relation of the clinic, in any WHERE. */
export const relationHere = ({ clinicId }: Pick<IdentityContext, 'clinicId'>, id: string) =>
  and(eq(standsFor.clinicId, clinicId), eq(standsFor.id, id))
