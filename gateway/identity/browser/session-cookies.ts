import type { Context } from 'hono'
import type { Opened } from '../sessions/finish-sign-in.ts'
import { rememberDevice } from './device.ts'
import { setRefreshToken } from './refresh-token.ts'

/** What the browser keeps of a sign-in: the refresh token, and that this account has signed in on it. Nothing while a second factor is asked for. */
export function keepSignIn(c: Context, opened: Opened | undefined): void {
  if (!opened) return
  setRefreshToken(c, opened.token)
  rememberDevice(c, opened.email)
}
