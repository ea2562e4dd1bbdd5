import { drizzle } from 'drizzle-orm/d1'
import { accessTopic } from '#shared/database/access-row'
import { type LoggedEntry, settleLogged } from '#shared/database/outbox'
import { log, thrown } from '#shared/log'
import type { GatewayBindings } from '../gateway.ts'
import type { Writer } from '../http/operation.ts'

/** Tell whoever wrote that the entry of its write is appended, so that the sweep sees failures alone. What fails here, the sweep settles. */
export function settleWriter(env: GatewayBindings, writer: Writer, entry: LoggedEntry, at: number): Promise<void> {
  if (writer === 'IDENTITY') return settleIdentity(env, entry, at)
  return settled(entry, () => env[writer].logged(entry))
}

/** The same for what identity wrote. */
export function settleIdentity(
  env: Pick<GatewayBindings, 'IDENTITY_DB'>,
  entry: LoggedEntry,
  at: number,
): Promise<void> {
  return settled(entry, () => settleLogged(drizzle(env.IDENTITY_DB), entry, accessTopic, at))
}

async function settled({ requestId, clinicId }: LoggedEntry, tell: () => Promise<void>): Promise<void> {
  try {
    await tell()
  } catch (error) {
    log('outbox.not_settled', { requestId, clinicId, ...thrown(error) })
  }
}
