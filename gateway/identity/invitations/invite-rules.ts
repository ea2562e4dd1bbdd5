import { and, eq, isNull, sql } from 'drizzle-orm'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { may, type Role } from '#shared/permissions'
import { type Failure, fail, ok, type Result } from '#shared/result'
import { account } from '../accounts/schema.ts'
import type { IdentityContext } from '../context.ts'
import { membership } from '../members/schema.ts'
import { standsFor } from '../relations/schema.ts'
import { hasFreshProof } from '../step-up/proof.ts'
import type { Invite } from './contract.ts'

export type InviteFailure =
  | 'forbidden'
  | 'step_up_required'
  | 'invalid_request'
  | 'patient_not_found'
  | 'patient_deceased'
  | 'patient_archived'
  | 'merged'
  | 'staff_not_found'
  | 'staff_archived'
  | 'already_member'
  | 'unavailable'

/** What does not fit together in an invitation: the portal is one patient's and the one role; staff have no patient. */
export function inviteFields(input: Pick<Invite, 'roles' | 'staffId' | 'patientId' | 'relation'>) {
  const { roles, staffId, patientId, relation } = input
  const fields: { path: string; rule: string }[] = []
  const portal = roles.includes('patient')
  if (portal && roles.length > 1) fields.push({ path: 'roles', rule: 'patient_alone' })
  if (portal && patientId === undefined) fields.push({ path: 'patientId', rule: 'required' })
  if (portal && relation === undefined) fields.push({ path: 'relation', rule: 'required' })
  if (portal && staffId !== undefined) fields.push({ path: 'staffId', rule: 'staff_only' })
  if (!portal && patientId !== undefined) fields.push({ path: 'patientId', rule: 'patient_only' })
  if (!portal && relation !== undefined) fields.push({ path: 'relation', rule: 'patient_only' })
  return fields
}

/** Whether this actor may invite so, whether it fits together, and whether the patient or the member of staff is one of the clinic. */
export async function checkInvitation(context: IdentityContext, input: Invite): Promise<Result<null, InviteFailure>> {
  const { actor } = context
  const staff = input.patientId === undefined && !input.roles.includes('patient')
  if (!may(actor.roles, staff ? 'invitation.staff' : 'invitation.create')) return fail('forbidden')
  if (staff && !(await hasFreshProof(context))) return fail('step_up_required')
  const fields = inviteFields(input)
  if (fields.length > 0) return fail('invalid_request', fields)
  if (input.patientId !== undefined) {
    const known = await checkPatient(context, input.patientId)
    if (!known.ok) return known
  }
  if (input.staffId !== undefined) {
    const known = await checkStaff(context, input.staffId)
    if (!known.ok) return known
  }
  return (await addsNothing(context, input)) ? fail('already_member') : ok(null)
}

async function checkPatient({ env, actor }: IdentityContext, id: string): Promise<Result<null, InviteFailure>> {
  const found = await asked(env.PATIENT['patient.cards'](actor, [id]))
  if (!found.ok) return relayed(found)
  const [card] = found.value
  if (!card) return fail('patient_not_found')
  if (card.mergedInto !== undefined) return fail('merged', { intoId: card.mergedInto })
  if (card.deceased) return fail('patient_deceased')
  return card.archived ? fail('patient_archived') : ok(null)
}

/** Whether a profile is one of this clinic's staff and still works there. */
export async function checkStaff(
  { env, actor }: IdentityContext,
  id: string,
): Promise<Result<null, 'staff_not_found' | 'staff_archived' | 'forbidden' | 'unavailable'>> {
  const found = await asked(env.STAFF['staff.read'](actor, id))
  if (!found.ok) return found.code === 'not_found' ? fail('staff_not_found') : relayed(found)
  return found.value.archived ? fail('staff_archived') : ok(null)
}

/** What another Worker says; one that is silent is `unavailable`, and nothing has been written yet. */
async function asked<T>(call: Promise<Result<T, FailureCode>>): Promise<Result<T, FailureCode>> {
  const outcome = await settleWithin(budgets.read, call)
  return 'value' in outcome ? outcome.value : fail('unavailable')
}

/** Another Worker's own failure: its refusal stands, anything else means that it cannot be asked now. */
function relayed({ code }: Failure<FailureCode>): Failure<'forbidden' | 'unavailable'> {
  return code === 'forbidden' ? fail('forbidden') : fail('unavailable')
}

/** Whether the address's account already is all that the invitation would make of it, or is shut out, which only the owner ends. */
async function addsNothing({ db, clinicId }: IdentityContext, { email, roles, patientId, staffId }: Invite) {
  if (email === undefined) return false
  const rows = await db
    .select({
      roles: membership.roles,
      staffId: membership.staffId,
      disabledAt: membership.disabledAt,
      patientId: standsFor.patientId,
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .leftJoin(
      standsFor,
      and(
        eq(standsFor.clinicId, membership.clinicId),
        eq(standsFor.membershipId, membership.id),
        isNull(standsFor.endedAt),
        sql`${standsFor.patientId} = ${patientId ?? null}`,
      ),
    )
    .where(and(eq(membership.clinicId, clinicId), eq(account.email, email)))
  return rows.some(
    row =>
      row.disabledAt !== null ||
      (roles.every((role: Role) => row.roles.includes(role)) &&
        (patientId === undefined || row.patientId === patientId) &&
        (staffId === undefined || row.staffId === staffId)),
  )
}
