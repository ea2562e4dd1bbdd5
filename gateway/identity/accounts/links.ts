import { createHmac, timingSafeEqual } from 'node:crypto'
import { type KeySource, keysOf, type PurposeKey } from '../../keys/purpose-keys.ts'

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

function keyed({ key }: PurposeKey, label: 'link' | 'printed code', text: string): Buffer {
  return createHmac('sha256', key).update(`${label}\n${text}`).digest()
}

export function linkToken(env: KeySource, id: string, round = 1): string {
  return `${id}.${round}.${keyed(keysOf(env, 'link')[0], 'link', `${id}.${round}`).toString('base64url')}`
}

/** The row that a token of ours names; undefined for anything that this gateway did not make. */
export function readLink(env: KeySource, token: string): Link | undefined {
  const match = /^((reg|prg|inv|clm|rst)-[0-9a-f-]{36})\.(\d{1,6})\.([\w-]{43})$/.exec(token)
  if (!match) return undefined
  const [, id = '', prefix = '', round = '', mac = ''] = match
  const given = Buffer.from(mac, 'base64url')
  const ours = keysOf(env, 'link').some(key => {
    const wanted = keyed(key, 'link', `${id}.${round}`)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  })
  if (!ours) return undefined
  return { kind: kinds[prefix as keyof typeof kinds], id, round: Number(round) }
}

/** How a printed code is kept: without the secret nobody finds a code from what the database holds. */
export function codeHash(env: KeySource, code: string): string {
  return keyed(keysOf(env, 'printed_code')[0], 'printed code', code).toString('base64url')
}

/** How it may be kept that was printed before the key of now. */
export function codeHashes(env: KeySource, code: string): string[] {
  return keysOf(env, 'printed_code').map(key => keyed(key, 'printed code', code).toString('base64url'))
}
