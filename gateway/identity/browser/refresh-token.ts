import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type KeySource, keysOf, type PurposeKey } from '../../keys/purpose-keys.ts'
import { sessionLife } from '../session-validity/session-validity.ts'

/**
 * The refresh token: `<session id>.<secret>` in a cookie that only this origin's requests carry. Its successor is HMAC(key, token), so
 * that a repeat within `repeatWindow` gets the same successor without keeping any token, only hashes.
 */

const cookie = 'refresh'

/** Milliseconds in which a rotated token still gets its successor: lost answers, several tabs. */
export const repeatWindow = 30_000

export function firstToken(sessionId: string): string {
  return `${sessionId}.${randomBytes(32).toString('base64url')}`
}

/** The token that takes another's place: first by the key of now, then by the others, one of which may have made it a moment ago. */
export function successors(env: KeySource, { sessionId, token }: PresentedToken): [string, ...string[]] {
  const by = ({ key }: PurposeKey) => `${sessionId}.${createHmac('sha256', key).update(token).digest('base64url')}`
  const [now, ...others] = keysOf(env, 'refresh')
  return [by(now), ...others.map(by)]
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** A refresh token as a browser sent it. */
export interface PresentedToken {
  token: string
  sessionId: string
}

/** The token of the request's cookie with the session it names; undefined where there is none or it has not the form of one. */
export function presentedToken(c: Context): PresentedToken | undefined {
  const token = getCookie(c, cookie, 'host')
  const match = /^(ses-[0-9a-f-]{36})\.[\w-]{43}$/.exec(token ?? '')
  return token && match?.[1] ? { token, sessionId: match[1] } : undefined
}

export function setRefreshToken(c: Context, token: string): void {
  setCookie(c, cookie, token, {
    prefix: 'host',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: sessionLife / 1000,
  })
}

export function deleteRefreshToken(c: Context): void {
  deleteCookie(c, cookie, { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' })
}
