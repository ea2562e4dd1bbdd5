import { and, eq, or, sql } from 'drizzle-orm'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { IdentityContext } from '../context.ts'
import { idsOfPerson } from '../members/patient-links.ts'
import type { Invitation, ListInvitations } from './contract.ts'
import { invitation } from './schema.ts'
import { toInvitation, visible, waiting } from './view.ts'

const conditions = {
  open: (at: number) => and(waiting, sql`${invitation.expiresAt} > ${at}`),
  accepted: () => sql`${invitation.acceptedAt} IS NOT NULL`,
  revoked: () => sql`${invitation.revokedAt} IS NOT NULL`,
  expired: (at: number) => and(waiting, sql`${invitation.expiresAt} <= ${at}`),
}

/** The clinic's invitations, the latest first. */
export async function listInvitations(
  context: IdentityContext,
  { limit = defaultLimit, cursor, updatedSince, status, patientId, staffId }: ListInvitations,
): Promise<Result<Page<Invitation>, 'invalid_request'>> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !before) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const { at, db } = context
  const { timezone } = context.actor
  const ids = await idsOfPerson(context, patientId)
  const rows = await db
    .select()
    .from(invitation)
    .where(
      and(
        visible(context),
        status && or(...status.map(one => conditions[one](at))),
        status?.every(one => one === 'open' || one === 'expired') ? waiting : undefined,
        patientId === undefined
          ? undefined
          : sql`${invitation.patientId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        staffId === undefined ? undefined : eq(invitation.staffId, staffId),
        updatedSince === undefined ? undefined : sql`${invitation.updatedAt} >= ${toInstant(updatedSince, timezone)}`,
        before && sql`(${invitation.createdAt}, ${invitation.id}) < (${before[0]}, ${before[1]})`,
      ),
    )
    .orderBy(sql`${invitation.createdAt} DESC`, sql`${invitation.id} DESC`)
    .limit(limit + 1)
  return ok(
    toPage(
      rows,
      limit,
      row => [row.createdAt, row.id],
      row => toInvitation(row, at),
    ),
  )
}
