import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import type { Gateway } from '../../gateway.ts'
import { problem } from '../../http/problem.ts'
import { accountWindow, addressWindow, forget, secondsToWait, takePlaces, type Window } from './attempt-limits.ts'
import { addressOf } from './browser.ts'
import { knownDevice } from './device.ts'

/** The brakes as routes use them: a place is taken before anything is looked at, and who finds none is told how long to wait. */

/** What strangers may do, and how often from one address in an hour. */
const perHour = { register: 20, patient: 20, forgot: 20, invitation: 120 }

/** What a guess at an account's password, code or recovery code counts against. */
export function guessWindows(c: Context<Gateway>, email: string): { account: Window; address: Window } {
  const { SIGN_INS_PER_ACCOUNT, SIGN_INS_PER_ADDRESS } = c.env
  return {
    account: accountWindow(email, knownDevice(c, email), Number(SIGN_INS_PER_ACCOUNT)),
    address: addressWindow('address', addressOf(c), Number(SIGN_INS_PER_ADDRESS)),
  }
}

/** The same for the second step of signing in, which goes on counting where the first began. */
export function mfaWindows(c: Context<Gateway>, counts: string): Window[] {
  const { account, address } = guessWindows(c, '')
  return [{ ...account, subject: counts }, address]
}

async function taken(c: Context<Gateway>, windows: Window[]): Promise<Response | undefined> {
  const db = drizzle(c.env.IDENTITY_DB)
  const places = await takePlaces(db, windows, crypto.randomUUID(), c.var.at)
  if (places.length > 0) return undefined
  return problem(c, { code: 'rate_limited', retryAfter: await secondsToWait(db, windows, c.var.at) })
}

/** Something that a stranger does. @returns the 429 to answer, or undefined where it may go on. */
export function braked(c: Context<Gateway>, kind: keyof typeof perHour): Promise<Response | undefined> {
  return taken(c, [addressWindow(kind, addressOf(c), perHour[kind])])
}

/** A guess by someone who is signed in already: the present password, a code. @returns the 429 to answer, or undefined. */
export function guessing(c: Context<Gateway>, email: string): Promise<Response | undefined> {
  const { account, address } = guessWindows(c, email)
  return taken(c, [account, address])
}

/** The guess was right: what counted against the account is forgotten. */
export async function guessedRight(c: Context<Gateway>, email: string): Promise<void> {
  await forget(drizzle(c.env.IDENTITY_DB), guessWindows(c, email).account.subject)
}
