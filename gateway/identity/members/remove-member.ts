import { and, eq, inArray } from 'drizzle-orm'
import { refusal } from '#shared/context'
import { batch } from '#shared/database/batch'
import { changeRow } from '#shared/database/ledger'
import { fail, ok, type Result } from '#shared/result'
import { eventRow } from '../../access-log/identity-events/event.ts'
import type { IdentityContext, Versioned } from '../context.ts'
import { endUnbacked } from '../invitations/inviter.ts'
import { standsFor } from '../relations/schema.ts'
import { membership } from './schema.ts'
import { endedWith, ofClinic, patientsOf } from './view.ts'

/** End a membership. The account stays: it may belong to other clinics, and be invited again. */
export async function removeMember(
  context: IdentityContext,
  { id, version }: Versioned,
): Promise<Result<{ accountId: string }, 'not_found' | 'stale' | 'last_owner'>> {
  const { actor, db } = context
  const here = and(ofClinic(context, id), eq(membership.version, version))
  try {
    const { gone, left } = await batch(db, {
      standsFor: db
        .update(standsFor)
        .set(endedWith(context))
        .where(
          patientsOf(
            context,
            id,
            inArray(standsFor.membershipId, db.select({ id: membership.id }).from(membership).where(here)),
          ),
        ),
      gone: db.delete(membership).where(here).returning({ accountId: membership.accountId }),
      left: db.select({ id: membership.id }).from(membership).where(ofClinic(context, id)),
      change: changeRow(context, 'membership', id, 'remove'),
      event: eventRow(db, actor, 'member_removed', id),
      invitations: endUnbacked(context),
    })
    if (gone[0]) return ok(gone[0])
    return left.length === 1 ? fail('stale') : fail('not_found')
  } catch (error) {
    if (refusal(error) === 'last_owner') return fail('last_owner')
    throw error
  }
}
