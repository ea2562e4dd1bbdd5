import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { iso, isoOrNull } from '#shared/time'
import { account } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import { standsFor } from '../relations/schema.ts'
import { session } from '../sessions/schema.ts'
import type { Member } from './contract.ts'
import { membership } from './schema.ts'

/** Who may sign in to the clinic, and as what: the owner's to read and to change. */

const columns = {
  membership,
  account: { id: account.id, name: account.name, email: account.email },
  patients: sql<string>`(SELECT json_group_array(json_object('patientId', s.patient_id, 'relation', s.relation) ORDER BY s.created_at)
    FROM stands_for s WHERE s.clinic_id = ${membership.clinicId} AND s.membership_id = ${membership.id} AND s.ended_at IS NULL)`,
  secondFactor: sql<number>`EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = ${membership.accountId} AND f.confirmed_at IS NOT NULL)`,
  // Of this clinic alone: what somebody does elsewhere is not this owner's to know.
  lastSeenAt: sql<number | null>`(SELECT max(s.rotated_at) FROM ${session} s
    WHERE s.account_id = ${membership.accountId} AND s.clinic_id = ${membership.clinicId})`,
}

type Row = Awaited<ReturnType<typeof selectMembers>>[number]

export function selectMembers(db: DrizzleD1Database, where: SQL | undefined) {
  return db.select(columns).from(membership).innerJoin(account, eq(account.id, membership.accountId)).where(where)
}

export function toMember({ membership: row, account: who, patients, secondFactor, lastSeenAt }: Row): Member {
  return {
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    account: who,
    roles: row.roles,
    staffId: row.staffId ?? undefined,
    // What the subquery above makes.
    patients: JSON.parse(patients) as Member['patients'],
    disabled: row.disabledAt !== null,
    secondFactor: secondFactor === 1,
    lastSeenAt: isoOrNull(lastSeenAt),
  }
}

/** One membership of the clinic, in any WHERE. */
export const ofClinic = ({ clinicId }: Pick<IdentityContext, 'clinicId'>, id: string) =>
  and(eq(membership.clinicId, clinicId), eq(membership.id, id))

/** The relations of a membership of the clinic that are in force. */
export function patientsOf({ clinicId }: Pick<IdentityContext, 'clinicId'>, membershipId: string, condition: SQL) {
  return and(
    eq(standsFor.clinicId, clinicId),
    eq(standsFor.membershipId, membershipId),
    isNull(standsFor.endedAt),
    condition,
  )
}

/** What a relation is once its membership, or the portal of it, has ended. */
export function endedWith({ actor, at }: Pick<IdentityContext, 'actor' | 'at'>) {
  const { accountId, name } = actor
  const ended = { endedAt: at, endedBy: accountId, endedByName: name, endedFor: 'membership' } as const
  return { ...ended, version: sql`version + 1`, updatedAt: at }
}
