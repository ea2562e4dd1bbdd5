import { and, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { insertFrom, insertWhere } from '#shared/database/insert-where'
import { newId } from '#shared/id'
import { roles as allRoles } from '#shared/permissions'
import { fail, ok, type Result } from '#shared/result'
import { type Asking, eventRows } from '../../access-log/identity-events/event.ts'
import { account, credential } from '../accounts/schema.ts'
import { membership } from '../members/schema.ts'
import { noticeRows } from '../relations/notice.ts'
import { openingOf } from '../relations/opening.ts'
import { standsFor } from '../relations/schema.ts'
import type { FoundInvitation } from './find-invitation.ts'
import { inviterMay } from './inviter.ts'
import { invitation } from './schema.ts'

/** Who accepts: an account that is there, or one that begins with this. */
export type NewMember = { accountId: string } | { email: string; passwordHash: string }

/**
 * Accept an invitation once, in one batch: of many tries at the same time one marks the row, and every other row asks for its mark. The
 * account gets a membership of the clinic, or what the invitation adds to the one it has: roles, profile, another patient it stands for.
 * The password of an account that is there is never touched.
 *
 * @returns the account's id; `link_invalid` where another try was first; `already_member` where the account is shut out of the clinic, which
 *   only the owner ends; `taken` where the address got its account in between.
 */
export async function addByInvitation(
  { IDENTITY_DB }: Pick<GatewayEnv, 'IDENTITY_DB'>,
  invited: FoundInvitation,
  who: NewMember,
  asking: Asking,
): Promise<Result<string, 'link_invalid' | 'already_member'> | 'taken'> {
  const { at } = asking
  const db = drizzle(IDENTITY_DB)
  const accountId = 'accountId' in who ? who.accountId : newId('account')
  const acceptance = crypto.randomUUID()
  const won = sql`EXISTS (SELECT 1 FROM invitation i WHERE i.id = ${invited.invitation.id} AND i.acceptance = ${acceptance})`
  try {
    const { marked } = await batch(db, {
      marked: mark(db, invited, accountId, acceptance, at),
      account: 'email' in who ? newAccount(db, invited, accountId, who, won, at) : [],
      membership: addMembership(db, invited, accountId, won, at),
      standsFor: standFor(db, invited, accountId, won, at),
      event: eventRows(db, asking, 'invitation_accepted', sql`a.id = ${accountId}`, won),
    })
    if (marked.length === 1) return ok(accountId)
  } catch (error) {
    if (refusal(error) === 'unique:account.email') return 'taken'
    throw error
  }
  const { clinicId } = invited.invitation
  const [shut] = await db
    .select({ id: membership.id })
    .from(membership)
    .where(
      and(eq(membership.clinicId, clinicId), eq(membership.accountId, accountId), isNotNull(membership.disabledAt)),
    )
  return shut ? fail('already_member') : fail('link_invalid')
}

function mark(
  db: DrizzleD1Database,
  { invitation: { id, round } }: FoundInvitation,
  by: string,
  acceptance: string,
  at: number,
) {
  return db
    .update(invitation)
    .set({ acceptedAt: at, acceptedBy: by, acceptance, version: sql`version + 1`, updatedAt: at })
    .where(
      and(
        eq(invitation.id, id),
        eq(invitation.round, round),
        isNull(invitation.acceptedAt),
        isNull(invitation.revokedAt),
        gt(invitation.expiresAt, at),
        inviterMay,
        sql`NOT EXISTS (SELECT 1 FROM membership m
          WHERE m.clinic_id = ${invitation.clinicId} AND m.account_id = ${by} AND m.disabled_at IS NOT NULL)`,
      ),
    )
    .returning({ id: invitation.id })
}

function newAccount(
  db: DrizzleD1Database,
  { invitation: { name, locale } }: FoundInvitation,
  id: string,
  { email, passwordHash }: { email: string; passwordHash: string },
  won: ReturnType<typeof sql>,
  at: number,
) {
  return [
    insertWhere(
      db,
      account,
      { id, email, name, locale, confirmedAt: at, version: 1, createdAt: at, updatedAt: at },
      won,
    ),
    insertWhere(db, credential, { accountId: id, passwordHash, changedAt: at, standsAlone: true }, won),
  ]
}

/** Roles add up, in the order of the permission table: who also works here is greeted as staff. */
export const rolesTogether = sql`(SELECT json_group_array(r.value) FROM json_each(${JSON.stringify(allRoles)}) r
  WHERE r.value IN (SELECT value FROM json_each(membership.roles)) OR r.value IN (SELECT value FROM json_each(excluded.roles)))`

function addMembership(
  db: DrizzleD1Database,
  { invitation: { clinicId, roles, staffId } }: FoundInvitation,
  accountId: string,
  won: ReturnType<typeof sql>,
  at: number,
) {
  return insertWhere(
    db,
    membership,
    { id: newId('membership'), clinicId, accountId, roles, staffId, version: 1, createdAt: at, updatedAt: at },
    won,
  ).onConflictDoUpdate({
    target: [membership.clinicId, membership.accountId],
    set: {
      roles: rolesTogether,
      staffId: sql`coalesce(excluded.staff_id, membership.staff_id)`,
      version: sql`membership.version + 1`,
      updatedAt: at,
    },
  })
}

function standFor(
  db: DrizzleD1Database,
  { invitation, notice }: FoundInvitation,
  accountId: string,
  won: ReturnType<typeof sql>,
  at: number,
) {
  const { clinicId, patientId, relation, email, invitedBy, invitedByName } = invitation
  // An invitation has both or none.
  if (patientId === null || relation === null) return []
  const id = newId('relation')
  return [
    insertFrom(
      db,
      standsFor,
      {
        id,
        clinicId,
        membershipId: sql`m.id`,
        accountId,
        patientId,
        relation,
        opening: openingOf(clinicId, notice, sql`${accountId}`, email),
        invitedBy,
        invitedByName,
        createdAt: at,
        updatedAt: at,
      },
      sql`FROM membership m WHERE m.clinic_id = ${clinicId} AND m.account_id = ${accountId} AND ${won}`,
    ).onConflictDoUpdate({
      target: [standsFor.clinicId, standsFor.membershipId, standsFor.patientId],
      targetWhere: isNull(standsFor.endedAt),
      // The kind stays: another one would come into force without a notice and without waiting. It begins anew once this one is ended.
      set: { version: sql`stands_for.version + 1`, updatedAt: at },
    }),
    ...(notice
      ? noticeRows(
          db,
          'relation_begun',
          { id, clinicId },
          notice,
          at,
          sql`EXISTS (SELECT 1 FROM stands_for s WHERE s.id = ${id})`,
        )
      : []),
  ]
}
