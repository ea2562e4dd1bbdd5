import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Gateway } from '../../gateway.ts'
import { derivedKey } from '../factors/encryption.ts'

/**
 * A cookie that says of a device which accounts have signed in on it before: `<random>.<mark>.<mark>…`, a mark being an HMAC over the random
 * part and the account's address. Guesses from such a device count apart, so that nobody can lock a person out of their own from afar.
 */

const cookie = 'device'
const yearSeconds = 365 * 86_400
/** Accounts that one device remembers: the machine at a reception serves several people. */
const remembered = 8

function markOf(env: Pick<GatewayEnv, 'REFRESH_SECRET'>, device: string, email: string): string {
  const mac = createHmac('sha256', derivedKey(env, 'device')).update(`${device}\n${email}`)
  return mac.digest('base64url').slice(0, 22)
}

function presented(c: Context<Gateway>): { device: string; marks: string[] } | undefined {
  const value = getCookie(c, cookie, 'host') ?? ''
  if (!/^[\w-]{22}(?:\.[\w-]{22}){1,8}$/.test(value)) return undefined
  const [device = '', ...marks] = value.split('.')
  return { device, marks }
}

/** The mark of this account on this device; undefined where it has not signed in here before. */
export function knownDevice(c: Context<Gateway>, email: string): string | undefined {
  const here = presented(c)
  if (!here) return undefined
  const mark = markOf(c.env, here.device, email)
  return here.marks.includes(mark) ? mark : undefined
}

/** Remember that this account has signed in here. */
export function rememberDevice(c: Context<Gateway>, email: string): void {
  const here = presented(c)
  const device = here?.device ?? Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  const mark = markOf(c.env, device, email)
  const marks = [mark, ...(here?.marks ?? []).filter(one => one !== mark)].slice(0, remembered)
  setCookie(c, cookie, [device, ...marks].join('.'), {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: yearSeconds,
  })
}
