import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type KeySource, keysOf, type PurposeKey } from '../../keys/purpose-keys.ts'

/**
 * A cookie that says of a device which accounts have signed in on it before: `<random>.<mark>.<mark>…`, a mark being an HMAC over the random
 * part and the account's address. Guesses from such a device count apart, so that nobody can lock a person out of their own from afar.
 */

const cookie = 'device'
const yearSeconds = 365 * 86_400
/** Accounts that one device remembers: the machine at a reception serves several people. */
const remembered = 8

function markOf({ key }: PurposeKey, device: string, email: string): string {
  const mac = createHmac('sha256', key).update(`${device}\n${email}`)
  return mac.digest('base64url').slice(0, 22)
}

function readCookie(value: string | undefined): { device: string; marks: string[] } | undefined {
  if (!/^[\w-]{22}(?:\.[\w-]{22}){1,8}$/.test(value ?? '')) return undefined
  const [device = '', ...marks] = (value ?? '').split('.')
  return { device, marks }
}

/** The cookie's value, as the browser sent it. */
export function deviceCookieOf(c: Context): string | undefined {
  return getCookie(c, cookie, 'host')
}

/** The mark of this account on this device; undefined where it has not signed in here before. */
export function knownDevice(env: KeySource, deviceCookie: string | undefined, email: string): string | undefined {
  const here = readCookie(deviceCookie)
  if (!here) return undefined
  const marks = keysOf(env, 'device').map(key => markOf(key, here.device, email))
  return marks.find(mark => here.marks.includes(mark))
}

/** Remember that this account has signed in here. */
export function rememberDevice(c: Context, email: string): void {
  const here = readCookie(deviceCookieOf(c))
  const device = here?.device ?? Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  const [mark = '', ...older] = keysOf(c.env, 'device').map(key => markOf(key, device, email))
  const marks = [mark, ...(here?.marks ?? []).filter(one => one !== mark && !older.includes(one))].slice(0, remembered)
  setCookie(c, cookie, [device, ...marks].join('.'), {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: yearSeconds,
  })
}
