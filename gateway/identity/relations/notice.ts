import { type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { system } from '#shared/actor'
import { insertWhere } from '#shared/database/insert-where'
import { budgets, settleWithin } from '#shared/deadline'
import { newId } from '#shared/id'
import { fail, ok, type Result } from '#shared/result'
import type { IdentityEnv } from '../../gateway.ts'
import { mailRow } from '../../mail/outbox.ts'
import type { mailKinds } from '../../mail/schema.ts'
import type { FoundInvitation } from '../invitations/find-invitation.ts'
import { addressAge } from './opening.ts'
import { notice, type standsFor } from './schema.ts'

/** Where a person hears of a relation, and where the links of those mails lead. */
export interface Notice {
  to: string[]
  /** Whether every record of the person had an address. */
  everyRecord: boolean
  origin: string
}

/**
 * Where the patient hears that somebody stands for them from now on: the addresses of all records of the person as they were seven days
 * before, and before the invitation. Nothing that staff can read off a screen or print, a code least of all, stands in for it.
 *
 * @param request its id and instant.
 * @returns the invitation with its notice; `unavailable` where the patient Worker does not answer: nothing is written yet.
 */
export async function withNotice(
  env: Pick<IdentityEnv, 'PATIENT'>,
  invited: FoundInvitation,
  origin: string,
  { requestId, at }: { requestId: string; at: number },
): Promise<Result<FoundInvitation, 'unavailable'>> {
  const { clinicId, patientId, createdAt } = invited.invitation
  if (patientId === null) return ok(invited)
  const asked = env.PATIENT['patient.email_at'](system(clinicId, at, requestId), {
    patientId,
    at: Math.min(at - addressAge, createdAt),
  })
  const outcome = await settleWithin(budgets.checkBeforeWrite, asked)
  if ('error' in outcome || !outcome.value.ok) return fail('unavailable')
  const { emails, everyRecord } = outcome.value.value
  return ok({ ...invited, notice: { to: emails, everyRecord, origin } })
}

type Kind = Extract<(typeof mailKinds)[number], 'relation_begun' | 'relation_held' | 'guardianship_ends'>

/** A mail about a relation to each of these addresses, once for each instant however often it is written. @param given a condition. */
export function noticeRows(
  db: DrizzleD1Database,
  kind: Kind,
  { id: relationId, clinicId }: Pick<typeof standsFor.$inferSelect, 'id' | 'clinicId'>,
  { to, origin }: Pick<Notice, 'to' | 'origin'>,
  at: number,
  given: SQL,
) {
  return [...new Set(to)].flatMap(email => {
    const id = newId('notice')
    const told = sql`EXISTS (SELECT 1 FROM notice n WHERE n.relation_id = ${relationId} AND n.email = ${email} AND n.created_at = ${at})`
    return [
      insertWhere(db, notice, { id, clinicId, relationId, email, createdAt: at }, sql`${given} AND NOT ${told}`),
      mailRow(db, kind, id, origin, at, sql`EXISTS (SELECT 1 FROM notice n WHERE n.id = ${id})`),
    ]
  })
}
