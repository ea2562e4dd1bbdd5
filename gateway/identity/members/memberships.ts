import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Role } from '#shared/permissions'
import { clinic } from '../accounts/schema.ts'
import { standsFor } from '../relations/schema.ts'
import { membership } from './schema.ts'

export type MembershipRow = Awaited<ReturnType<typeof membershipsOf>>[number]

/** The account's memberships of active clinics, oldest first, one row per patient it stands for. */
export function membershipsOf(db: DrizzleD1Database, accountId: SQL | string) {
  return db
    .select({
      id: membership.id,
      version: membership.version,
      clinicId: membership.clinicId,
      roles: membership.roles,
      staffId: membership.staffId,
      clinicName: clinic.name,
      timezone: clinic.timezone,
      country: clinic.country,
      currency: clinic.currency,
      locale: clinic.locale,
      requireSecondFactor: clinic.requireSecondFactor,
      patientId: standsFor.patientId,
      relation: standsFor.relation,
      opening: standsFor.opening,
      approvedAt: standsFor.approvedAt,
      standsSince: standsFor.createdAt,
      heldFor: standsFor.heldFor,
      covers: standsFor.covers,
      portalOpen: standsFor.portalOpen,
    })
    .from(membership)
    .innerJoin(clinic, and(eq(clinic.id, membership.clinicId), eq(clinic.status, 'active')))
    .leftJoin(
      standsFor,
      and(
        eq(standsFor.clinicId, membership.clinicId),
        eq(standsFor.membershipId, membership.id),
        isNull(standsFor.endedAt),
      ),
    )
    .where(and(eq(membership.accountId, accountId), isNull(membership.disabledAt)))
    .orderBy(membership.createdAt, membership.id, standsFor.createdAt)
}

export function isStaff(roles: readonly Role[]): boolean {
  return roles.some(role => role !== 'patient')
}

/** Whether this clinic asks this member for a second factor: it asks its staff, not its patients. */
export function asksForSecondFactor(row: Pick<MembershipRow, 'requireSecondFactor' | 'roles'>): boolean {
  return row.requireSecondFactor && isStaff(row.roles)
}
