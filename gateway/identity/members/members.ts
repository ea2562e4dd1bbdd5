import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { iso, isoOrNull, toInstant } from '#shared/time'
import { eventRow, requestRow } from '../../access-log/event-row.ts'
import type { GatewayBindings } from '../../gateway.ts'
import type { ChangeMember, ListMembers, Member } from '../contract.ts'
import { checkStaff } from '../invitations/invite-rules.ts'
import { account, membership, session, standsFor } from '../schema.ts'

/** Who may sign in to the clinic, and as what: the owner's to read and to change. */

type Env = Pick<GatewayBindings, 'IDENTITY_DB' | 'STAFF'>

const columns = {
  membership,
  account: { id: account.id, name: account.name, email: account.email },
  patients: sql<string>`(SELECT json_group_array(json_object('patientId', s.patient_id, 'relation', s.relation) ORDER BY s.created_at)
    FROM stands_for s WHERE s.clinic_id = ${membership.clinicId} AND s.membership_id = ${membership.id})`,
  secondFactor: sql<number>`EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = ${membership.accountId} AND f.confirmed_at IS NOT NULL)`,
  // Of this clinic alone: what somebody does elsewhere is not this owner's to know.
  lastSeenAt: sql<number | null>`(SELECT max(s.rotated_at) FROM ${session} s
    WHERE s.account_id = ${membership.accountId} AND s.clinic_id = ${membership.clinicId})`,
}

type Row = Awaited<ReturnType<typeof select>>[number]

function select(db: DrizzleD1Database, where: SQL | undefined) {
  return db.select(columns).from(membership).innerJoin(account, eq(account.id, membership.accountId)).where(where)
}

function toMember({ membership: row, account: who, patients, secondFactor, lastSeenAt }: Row): Member {
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

export const ofClinic = ({ clinicId }: Actor, id: string) =>
  and(eq(membership.clinicId, clinicId), eq(membership.id, id))

/**
 * The clinic's members, those who joined first before the others.
 *
 * @param ids every id of the person who is asked for.
 */
export async function listMembers(
  { IDENTITY_DB }: Env,
  actor: Actor,
  { limit = defaultLimit, cursor, updatedSince, role, disabled, patientId }: ListMembers,
  ids: (string | undefined)[] = [patientId],
): Promise<Result<Page<Member>, 'invalid_request'>> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !after) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const { clinicId, timezone } = actor
  const db = drizzle(IDENTITY_DB)
  const rows = await select(
    db,
    and(
      // The plus keeps SQLite from reading all members by their index instead of the patient's few by their keys.
      patientId === undefined ? eq(membership.clinicId, clinicId) : sql`+${membership.clinicId} = ${clinicId}`,
      role && or(...role.map(one => sql`EXISTS (SELECT 1 FROM json_each(${membership.roles}) WHERE value = ${one})`)),
      // Said once more in the words of an index, so that asking for the staff does not read everybody who uses the portal.
      role && !role.includes('patient') ? sql`${membership.roles} <> '["patient"]'` : undefined,
      disabled === undefined ? undefined : disabled ? isNotNull(membership.disabledAt) : isNull(membership.disabledAt),
      patientId === undefined
        ? undefined
        : sql`${membership.id} IN (SELECT membership_id FROM stands_for 
            WHERE clinic_id = ${clinicId} AND patient_id IN (SELECT value FROM json_each(${JSON.stringify(ids)})))`,
      updatedSince === undefined ? undefined : sql`${membership.updatedAt} >= ${toInstant(updatedSince, timezone)}`,
      after && sql`(${membership.createdAt}, ${membership.id}) > (${after[0]}, ${after[1]})`,
    ),
  )
    .orderBy(membership.createdAt, membership.id)
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.membership.createdAt, row.membership.id], toMember))
}

export async function readMember(
  { IDENTITY_DB }: Pick<Env, 'IDENTITY_DB'>,
  actor: Actor,
  id: string,
): Promise<Result<Member, 'not_found'>> {
  const [row] = await select(drizzle(IDENTITY_DB), ofClinic(actor, id))
  return row ? ok(toMember(row)) : fail('not_found')
}

type ChangeFailure =
  | 'not_found'
  | 'stale'
  | 'last_owner'
  | 'invalid_request'
  | 'staff_not_found'
  | 'staff_archived'
  | 'forbidden'
  | 'unavailable'

/**
 * Change what a member may do here. The portal comes by invitation only, for it is bound to a patient; taking the role `patient` away ends
 * it. That the clinic keeps an owner is a trigger's to say, for two owners may take leave of each other at once.
 *
 * @returns the member; `not_found`, `stale`, `last_owner`, `staff_not_found`, `staff_archived`, `invalid_request`.
 */
export async function changeMember(
  env: Env,
  actor: Actor,
  { id, version, change }: { id: string; version: number; change: ChangeMember },
): Promise<Result<Member, ChangeFailure>> {
  const db = drizzle(env.IDENTITY_DB)
  const before = await readMember(env, actor, id)
  if (!before.ok) return before
  const { roles, disabled, staffId } = change
  if (roles?.includes('patient') && before.value.patients.length === 0) {
    return fail('invalid_request', [{ path: 'roles', rule: 'patient_by_invitation' }])
  }
  if (staffId) {
    const known = await checkStaff(env, actor, staffId)
    if (!known.ok) return known
  }
  const { at } = actor
  const here = and(ofClinic(actor, id), eq(membership.version, version))
  const portalEnds = roles !== undefined && !roles.includes('patient')
  // The patients whom the answer will show.
  const shown = portalEnds ? [] : before.value.patients.map(one => one.patientId)
  try {
    const { changed } = await batch(db, {
      changed: db
        .update(membership)
        .set({
          ...(roles === undefined ? {} : { roles }),
          ...(staffId === undefined ? {} : { staffId }),
          ...(disabled === undefined ? {} : { disabledAt: disabled ? sql`coalesce(disabled_at, ${at})` : null }),
          version: version + 1,
          updatedAt: at,
        })
        .where(here)
        .returning({ id: membership.id }),
      event: eventRow(db, actor, 'member_changed', id),
      request: shown.length > 0 ? requestRow(db, actor, id, shown) : [],
      standsFor: portalEnds ? [db.delete(standsFor).where(standing(actor, id, sql`changes() > 0`))] : [],
    })
    if (changed.length === 0) return fail('stale')
  } catch (error) {
    if (refusal(error) === 'last_owner') return fail('last_owner')
    throw error
  }
  return readMember(env, actor, id)
}

/** End a membership. The account stays: it may belong to other clinics, and be invited again. */
export async function removeMember(
  { IDENTITY_DB }: Env,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<Result<{ accountId: string }, 'not_found' | 'stale' | 'last_owner'>> {
  const db = drizzle(IDENTITY_DB)
  const here = and(ofClinic(actor, id), eq(membership.version, version))
  try {
    const { gone, left } = await batch(db, {
      standsFor: db
        .delete(standsFor)
        .where(
          standing(
            actor,
            id,
            inArray(standsFor.membershipId, db.select({ id: membership.id }).from(membership).where(here)),
          ),
        ),
      gone: db.delete(membership).where(here).returning({ accountId: membership.accountId }),
      left: db.select({ id: membership.id }).from(membership).where(ofClinic(actor, id)),
      event: eventRow(db, actor, 'member_removed', id),
    })
    if (gone[0]) return ok(gone[0])
    return left.length === 1 ? fail('stale') : fail('not_found')
  } catch (error) {
    if (refusal(error) === 'last_owner') return fail('last_owner')
    throw error
  }
}

function standing({ clinicId }: Actor, membershipId: string, given: SQL) {
  return and(eq(standsFor.clinicId, clinicId), eq(standsFor.membershipId, membershipId), given)
}
