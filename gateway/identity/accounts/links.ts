import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What a mailed link carries: `<id>.<round>.<HMAC>`. The HMAC is derived from the row's id, so no link is kept anywhere: neither the row
 * nor the mail that is due holds one. Sending anew raises the round, which ends the links before it.
 */

const kinds = {
  reg: 'registration',
  prg: 'patient_registration',
  inv: 'invitation',
  clm: 'claim',
  rst: 'password_reset',
} as const

export interface Link {
  kind: (typeof kinds)[keyof typeof kinds]
  id: string
  round: number
}

type Secret = Pick<GatewayEnv, 'REFRESH_SECRET'>

/** The label keeps what is derived for links apart from what is derived for refresh tokens. */
function keyed({ REFRESH_SECRET }: Secret, label: 'link' | 'printed code', text: string): Buffer {
  return createHmac('sha256', REFRESH_SECRET).update(`${label}\n${text}`).digest()
}

export function linkToken(env: Secret, id: string, round = 1): string {
  return `${id}.${round}.${keyed(env, 'link', `${id}.${round}`).toString('base64url')}`
}

/** The row that a token of ours names; undefined for anything that this gateway did not make. */
export function readLink(env: Secret, token: string): Link | undefined {
  const match = /^((reg|prg|inv|clm|rst)-[0-9a-f-]{36})\.(\d{1,6})\.([\w-]{43})$/.exec(token)
  if (!match) return undefined
  const [, id = '', prefix = '', round = '', mac = ''] = match
  const given = Buffer.from(mac, 'base64url')
  const wanted = keyed(env, 'link', `${id}.${round}`)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  return { kind: kinds[prefix as keyof typeof kinds], id, round: Number(round) }
}

/** How a printed code is kept: without the secret nobody finds a code from what the database holds. */
export function codeHash(env: Secret, code: string): string {
  return keyed(env, 'printed code', code).toString('base64url')
}
