import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { decodeCursor, defaultLimit, toPage } from '#shared/input/cursor'
import { fail, ok, type Page, type Result } from '#shared/result'
import { toInstant } from '#shared/time'
import type { IdentityContext } from '../context.ts'
import type { ListMembers, Member } from './contract.ts'
import { idsOfPerson } from './patient-links.ts'
import { membership } from './schema.ts'
import { selectMembers, toMember } from './view.ts'

/** The clinic's members, those who joined first before the others. A patient is asked for under every id of the person. */
export async function listMembers(
  context: IdentityContext,
  { limit = defaultLimit, cursor, updatedSince, role, disabled, patientId }: ListMembers,
): Promise<Result<Page<Member>, 'invalid_request'>> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['number', 'string'])
  if (cursor !== undefined && !after) return fail('invalid_request', [{ path: 'cursor', rule: 'cursor' }])
  const { clinicId, db } = context
  const { timezone } = context.actor
  const ids = await idsOfPerson(context, patientId)
  const rows = await selectMembers(
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
            WHERE clinic_id = ${clinicId} AND ended_at IS NULL AND patient_id IN (SELECT value FROM json_each(${JSON.stringify(ids)})))`,
      updatedSince === undefined ? undefined : sql`${membership.updatedAt} >= ${toInstant(updatedSince, timezone)}`,
      after && sql`(${membership.createdAt}, ${membership.id}) > (${after[0]}, ${after[1]})`,
    ),
  )
    .orderBy(membership.createdAt, membership.id)
    .limit(limit + 1)
  return ok(toPage(rows, limit, row => [row.membership.createdAt, row.membership.id], toMember))
}
