import { and, eq, sql } from 'drizzle-orm'
import { refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, type Result } from '#shared/result'
import { eventRow, requestRow } from '../../access-log/identity-events/event.ts'
import type { IdentityContext, Versioned } from '../context.ts'
import { checkStaff } from '../invitations/invite-rules.ts'
import { endUnbacked } from '../invitations/inviter.ts'
import { standsFor } from '../relations/schema.ts'
import type { ChangeMember, Member } from './contract.ts'
import { readMember } from './read-member.ts'
import { membership } from './schema.ts'
import { endedWith, ofClinic, patientsOf } from './view.ts'

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
  context: IdentityContext,
  { id, version, change }: Versioned & { change: ChangeMember },
): Promise<Result<Member, ChangeFailure>> {
  const { actor, at, db } = context
  const before = await readMember(context, id)
  if (!before.ok) return before
  const { roles, disabled, staffId } = change
  if (roles?.includes('patient') && before.value.patients.length === 0) {
    return fail('invalid_request', [{ path: 'roles', rule: 'patient_by_invitation' }])
  }
  if (staffId) {
    const known = await checkStaff(context, staffId)
    if (!known.ok) return known
  }
  const here = and(ofClinic(context, id), eq(membership.version, version))
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
      change: changeRow(context, 'membership', id, 'change', change),
      event: eventRow(db, actor, 'member_changed', id),
      request: shown.length > 0 ? requestRow(db, actor, id, shown) : [],
      standsFor: portalEnds
        ? [
            db
              .update(standsFor)
              .set(endedWith(context))
              .where(patientsOf(context, id, sql`changes() > 0`)),
          ]
        : [],
      invitations: endUnbacked(context),
    })
    if (changed.length === 0) return fail('stale')
  } catch (error) {
    if (refusal(error) === 'last_owner') return fail('last_owner')
    throw error
  }
  return readMember(context, id)
}
