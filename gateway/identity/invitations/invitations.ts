import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { batch } from '#shared/database/batch'
import { newId } from '#shared/id'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { may } from '#shared/permissions'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso, isoOrNull, toInstant } from '#shared/time'
import { eventRow, requestRow } from '../../access-log/event-row.ts'
import type { GatewayBindings } from '../../gateway.ts'
import { mailRow } from '../../mail/outbox.ts'
import { codeHash } from '../accounts/links.ts'
import type { Invitation, Invite, ListInvitations } from '../contract.ts'
import { invitation } from '../schema.ts'
import { checkInvitation, type InviteFailure } from './invite-rules.ts'
import { newCode } from './printed-code.ts'

/** Milliseconds that an invitation waits to be accepted. */
const invitationLife = 7 * 86_400_000

type Env = Pick<GatewayBindings, 'IDENTITY_DB' | 'REFRESH_SECRET' | 'PATIENT' | 'STAFF'>
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

/**
 * Ask somebody into the clinic: by mail, or by a code to print where there is no address. The code is in this answer and nowhere else.
 *
 * @returns the invitation; or what `checkInvitation` refuses.
 */
export async function invite(
  env: Env,
  actor: Actor,
  input: Invite,
  origin: string,
): Promise<Result<Invitation, InviteFailure>> {
  const fine = await checkInvitation(env, actor, input)
  if (!fine.ok) return fine
  const db = drizzle(env.IDENTITY_DB)
  const { at, clinicId } = actor
  const id = newId('invitation')
  const code = input.email === undefined ? newCode() : undefined
  const {
    row: [row],
  } = await batch(db, {
    row: db
      .insert(invitation)
      .values({
        id,
        clinicId,
        ...input,
        locale: input.locale ?? (actor.locale === 'id' ? 'id' : 'en'),
        round: 1,
        codeHash: code && codeHash(env, code),
        invitedBy: actor.accountId,
        invitedByName: actor.name,
        expiresAt: at + invitationLife,
        version: 1,
        createdAt: at,
        updatedAt: at,
      })
      .returning(),
    event: eventRow(db, actor, 'invitation_sent', id),
    request: input.patientId ? requestRow(db, actor, id, input.patientId) : [],
    mail: code ? [] : [mailRow(db, 'invitation', id, origin, at)],
  })
  if (!row) throw new Error('an invitation was inserted but not returned')
  return ok({ ...toInvitation(row, at), code })
}

/** Those this actor may see: patients' for all staff, the staff's for the owner. */
function visible(actor: Actor): SQL | undefined {
  const mine = eq(invitation.clinicId, actor.clinicId)
  return may(actor.roles, 'invitation.staff') ? mine : and(mine, sql`${invitation.patientId} IS NOT NULL`)
}

/** Neither accepted nor taken back: an index holds these apart from the years of others. */
const waiting = sql`${invitation.acceptedAt} IS NULL AND ${invitation.revokedAt} IS NULL`

const conditions = {
  open: (at: number) => and(waiting, sql`${invitation.expiresAt} > ${at}`),
  accepted: () => sql`${invitation.acceptedAt} IS NOT NULL`,
  revoked: () => sql`${invitation.revokedAt} IS NOT NULL`,
  expired: (at: number) => and(waiting, sql`${invitation.expiresAt} <= ${at}`),
}

/** The clinic's invitations, the latest first. */
export async function listInvitations(
  { IDENTITY_DB }: Env,
  actor: Actor,
  { limit = defaultLimit, cursor, updatedSince, status, patientId, staffId }: ListInvitations,
  ids: (string | undefined)[] = [patientId],
): Promise<Result<Page<Invitation>, 'invalid_request'>> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !before) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const { at, timezone } = actor
  const rows = await drizzle(IDENTITY_DB)
    .select()
    .from(invitation)
    .where(
      and(
        visible(actor),
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

/** Take an invitation back. Once accepted it is a membership, and that is what one changes then. */
export async function revokeInvitation(
  { IDENTITY_DB }: Env,
  actor: Actor,
  id: string,
): Promise<Result<null, 'not_found' | 'wrong_status'>> {
  const db = drizzle(IDENTITY_DB)
  const { at } = actor
  const {
    gone: [gone],
    row: [row],
  } = await batch(db, {
    gone: db
      .update(invitation)
      .set({ revokedAt: at, version: sql`version + 1`, updatedAt: at })
      .where(and(visible(actor), eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
      .returning({ id: invitation.id }),
    row: one(db, actor, id),
    event: eventRow(db, actor, 'invitation_revoked', id),
  })
  if (gone) return ok(null)
  return row ? fail('wrong_status', { status: toInvitation(row, at).status }) : fail('not_found')
}

/**
 * Send an invitation anew, or print another code: seven more days, and what was sent before is of no more use.
 *
 * @returns the invitation with its new code; `not_found`, or `wrong_status` once it is accepted or taken back.
 */
export async function resendInvitation(
  env: Env,
  actor: Actor,
  id: string,
  origin: string,
): Promise<Result<Invitation, 'not_found' | 'wrong_status'>> {
  const db = drizzle(env.IDENTITY_DB)
  const { at } = actor
  const code = newCode()
  const [row] = await one(db, actor, id)
  if (!row) return fail('not_found')
  const {
    changed: [changed],
  } = await batch(db, {
    changed: db
      .update(invitation)
      .set({
        round: sql`round + 1`,
        codeHash: sql`CASE WHEN email IS NULL THEN ${codeHash(env, code)} END`,
        expiresAt: at + invitationLife,
        version: sql`version + 1`,
        updatedAt: at,
      })
      .where(and(visible(actor), eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
      .returning(),
    mail: mailRow(db, 'invitation', id, origin, at, sql`changes() = 1`),
    event: eventRow(db, actor, 'invitation_sent', id),
    request: row.patientId ? requestRow(db, actor, id, row.patientId) : [],
  })
  if (changed) return ok({ ...toInvitation(changed, at), code: changed.email === null ? code : undefined })
  return fail('wrong_status', { status: toInvitation(row, at).status })
}

function one(db: DrizzleD1Database, actor: Actor, id: string) {
  return db
    .select()
    .from(invitation)
    .where(and(visible(actor), eq(invitation.id, id)))
}
