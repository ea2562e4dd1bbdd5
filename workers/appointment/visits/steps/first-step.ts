import type { Context } from '#shared/context'
import { appointmentStep } from '../schema.ts'

/** The first step of a visit. It cannot be undone, since no state comes before it. */
export function firstStep({ db, clinicId, actor, at }: Context, id: string, status: 'booked' | 'arrived') {
  return db.insert(appointmentStep).values({
    clinicId,
    appointmentId: id,
    number: 1,
    action: status === 'booked' ? 'booked' : 'walked_in',
    status,
    at,
    notedAt: at,
    accountId: actor.accountId,
    actorName: actor.name,
  })
}
