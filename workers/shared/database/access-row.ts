import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { outboxRow } from './outbox.ts'

/** Milliseconds before the sweep looks: by then the gateway has appended the entry itself, and the sweep finds it there. */
export const delay = 30_000

/** The topic of the effects that are entries of the access log. */
export const accessTopic = 'access'

/** Whose data a write touches: ids, or an SQL expression that makes them, separated by spaces. */
export type Whose = string | readonly string[] | SQL

/** Ids as one text, separated by spaces, or the SQL that makes it. */
export const patientIdsIn = (whose: Whose): string | SQL =>
  typeof whose === 'string' ? whose : 'queryChunks' in whose ? whose : whose.join(' ')

/**
 * The entry that a write leaves in the clinic's access log, as an effect in the same batch: what is written is logged, whatever becomes of
 * the request. The gateway appends the same entry before it answers, so this one mostly finds it done. Nothing for an actor who asked for
 * nothing (the system, the demo).
 */
export function accessRow(context: Context, objectId: string, whose: Whose) {
  const { accountId, name, roles, guardianOf = [], under = [], requestId, asked } = context.actor
  if (!asked) return []
  const payload = sql`json_object('requestId', ${requestId}, 'accountId', ${accountId}, 'accountName', ${name},
    'roles', ${roles.join(' ')}, 'guardianOf', ${guardianOf.join(' ')}, 'action', ${asked.action},
    'objectId', ${asked.objectId ?? null}, 'patientIds', ${patientIdsIn(whose)}, 'under', ${under.join(' ')},
    'reason', ${asked.reason ?? null})`
  return [outboxRow(context, accessTopic, objectId, payload, delay)]
}
