import type { Actor } from '#shared/actor'
import { ok, type Result } from '#shared/result'
import type { GatewayBindings } from '../gateway.ts'
import { subprotocol } from './contract.ts'
import { viewerOf } from './viewer.ts'

/** What opens a socket: `<clinic id>.<random>`, kept by the clinic's object until it is used. */

/** Milliseconds for which a socket is open without its session being refreshed; a client refreshes every five minutes. */
export const viewMs = 600_000

export async function newTicket(
  { LIVE }: Pick<GatewayBindings, 'LIVE'>,
  actor: Actor,
): Promise<Result<{ ticket: string; seq: number }>> {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url')
  const seq = await LIVE.getByName(actor.clinicId).admit(random, viewerOf(actor, actor.at + viewMs))
  return ok({ ticket: `${actor.clinicId}.${random}`, seq })
}

/** The clinic and the secret of the ticket among the subprotocols that a client offers; undefined where there is none. */
export function presentedTicket(header: string | undefined): { clinicId: string; secret: string } | undefined {
  const offered = (header ?? '').split(',').map(one => one.trim())
  if (!offered.includes(subprotocol)) return undefined
  const [, clinicId, secret] =
    offered.map(one => /^ticket\.(cln-[\w-]{1,60})\.([\w-]{32})$/.exec(one)).find(Boolean) ?? []
  return clinicId && secret ? { clinicId, secret } : undefined
}
