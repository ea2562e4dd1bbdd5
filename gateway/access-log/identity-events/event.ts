import { type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { accessRow, accessTopic, delay, type Whose } from '#shared/database/access-row'
import { insertFrom } from '#shared/database/insert-where'
import { outbox } from '#shared/database/outbox'
import { newId } from '#shared/id'
import type { Gateway } from '../../gateway.ts'
import type { SignInEvent } from './sign-in-event.ts'

/**
 * What identity's own writes leave for the access log, as effects in their batches: the gateway appends the same entries before it answers,
 * and the sweep those that it could not. What writes nothing, or a session alone, is only appended: signing in and out, moving to another
 * clinic, every refusal. What is then done in the session has entries of its own.
 */

type Event = SignInEvent['event']

/** The request that an event belongs to: `c.var`. Whoever is only signing in has no actor yet. */
export type Asking = Pick<Gateway['Variables'], 'requestId' | 'at'> & { actor?: Actor | undefined }

/** The event of a member's write. Put it right after that write: it is guarded by `changes() > 0`. */
export function eventRow(db: DrizzleD1Database, actor: Actor, event: Event, objectId: string) {
  return requestRow(db, { ...actor, asked: { action: event, objectId } }, objectId, [])
}

/** The entry of a member's request that touches patients, in the same place. */
export function requestRow(db: DrizzleD1Database, actor: Actor, objectId: string, whose: Whose) {
  const { clinicId, at } = actor
  return accessRow({ env: undefined, actor, clinicId, at, reach: 'all', db }, objectId, whose)
}

/**
 * What happened to an account, for the log of every clinic that it belongs to.
 *
 * @param whose a condition on the account `a` and its memberships `m`, as they are after the write.
 * @param given what says that the write was made; where that is `changes() > 0`, put it right after.
 */
export function eventRows(
  db: DrizzleD1Database,
  { requestId, at, actor }: Asking,
  event: Event,
  whose: SQL,
  given: SQL = sql`changes() > 0`,
) {
  const roles = sql`CASE WHEN m.clinic_id = ${actor?.clinicId ?? ''} THEN ${actor?.roles.join(' ') ?? ''} ELSE '' END`
  return insertFrom(
    db,
    outbox,
    {
      id: sql`${newId('event')} || '-' || row_number() OVER ()`,
      clinicId: sql`m.clinic_id`,
      topic: accessTopic,
      objectId: sql`a.id`,
      payload: sql`json_object('requestId', ${requestId}, 'accountId', a.id, 'accountName', a.name, 'roles', ${roles}, 'action', ${event})`,
      createdAt: at,
      dueAt: at + delay,
      attempts: 0,
      requestId,
    },
    sql`FROM account a JOIN membership m ON m.account_id = a.id AND m.disabled_at IS NULL WHERE ${whose} AND ${given}`,
  )
}
