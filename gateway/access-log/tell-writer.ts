import { drizzle } from 'drizzle-orm/d1'
import { accessTopic } from '#shared/database/access-row'
import { type LoggedEntry, settleLogged } from '#shared/database/outbox'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../gateway.ts'

/** Whose outbox holds what a write left for the access log: a domain Worker's, or identity's own. */
export type Writer = 'PATIENT' | 'STAFF' | 'APPOINTMENT' | 'RECORD' | 'IDENTITY'

/** Tell whoever wrote that the entry of its write is appended, so that the sweep sees failures alone. What fails here, the sweep settles. */
export async function tellWriter(
  env: Pick<GatewayBindings, 'PATIENT' | 'STAFF' | 'APPOINTMENT' | 'RECORD' | 'IDENTITY_DB'>,
  writer: Writer,
  entry: LoggedEntry,
  at: number,
): Promise<void> {
  try {
    if (writer !== 'IDENTITY') await env[writer].logged(entry)
    else await settleLogged(drizzle(env.IDENTITY_DB), entry, accessTopic, at)
  } catch (error) {
    log('outbox.not_settled', { requestId: entry.requestId, clinicId: entry.clinicId, ...thrown(error) })
  }
}
