import type { Actor } from '#shared/actor'
import { ok, type Result } from '#shared/result'
import type { GatewayBindings } from '../gateway.ts'
import { subprotocol } from './contract.ts'
import { type Viewer, viewerOf } from './viewer.ts'

/** What opens a socket: `<clinic id>.<random>`, kept by the clinic's object until it is used. */

/** Milliseconds for which a socket is open without its session being refreshed; a client refreshes every five minutes. */
export const viewMs = 600_000

export async function newTicket(
  { LIVE }: Pick<GatewayBindings, 'LIVE'>,
  actor: Actor,
  { age }: { age: number },
): Promise<Result<{ ticket: string; seq: number }>> {
  const { clinicId, at } = actor
  const { secret, seq } = await admit({ LIVE }, clinicId, viewerOf(actor, at + viewMs), at - age)
  return ok({ ticket: `${clinicId}.${secret}`, seq })
}

/** Let a new secret open one socket for this viewer, who has seen all that had happened at this instant. */
export async function admit(
  { LIVE }: Pick<GatewayBindings, 'LIVE'>,
  clinicId: string,
  viewer: Viewer,
  seen: number,
): Promise<{ clinicId: string; secret: string; seq: number }> {
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url')
  return { clinicId, secret, seq: await LIVE.getByName(clinicId).admit(secret, viewer, seen) }
}

/** The clinic and the secret of the ticket among the subprotocols that a client offers; undefined where there is none. */
export function presentedTicket(header: string | undefined): { clinicId: string; secret: string } | undefined {
  const [clinicId, secret] =
    /^(cln-[\w-]{1,60})\.([\w-]{32})$/.exec(offeredWith('ticket', header) ?? '')?.slice(1) ?? []
  return clinicId && secret ? { clinicId, secret } : undefined
}

/** The token of a waiting room's screen among the subprotocols that a client offers. */
export const presentedScreenToken = (header: string | undefined) => offeredWith('screen', header)

function offeredWith(word: string, header = ''): string | undefined {
  const offered = header.split(',').map(one => one.trim())
  if (!offered.includes(subprotocol)) return undefined
  return offered.find(one => one.startsWith(`${word}.`))?.slice(word.length + 1)
}
