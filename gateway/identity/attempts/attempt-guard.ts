import { drizzle } from 'drizzle-orm/d1'
import { fail, ok, type Result } from '#shared/result'
import type { Client } from '../browser/client.ts'
import { knownDevice } from '../browser/device.ts'
import type { IdentityContext } from '../context.ts'
import { accountWindow, addressWindow, forget, secondsToWait, takePlaces, type Window } from './attempt-limits.ts'

/** The limits of attempts as verbs use them: a place is taken before anything is looked at, and who finds none is told how long to wait. */

/** What strangers may do, and how often from one address in an hour. */
const perHour = { register: 20, patient: 20, forgot: 20, invitation: 120 }

type Env = Pick<GatewayEnv, 'SIGN_INS_PER_ACCOUNT' | 'SIGN_INS_PER_ADDRESS' | 'REFRESH_SECRET'>
type Guarded = Pick<IdentityContext, 'env' | 'at'>

/** What a guess at an account's password, code or recovery code counts against. */
export function guessWindows(env: Env, client: Client, email: string): { account: Window; address: Window } {
  return {
    account: accountWindow(email, knownDevice(env, client.deviceCookie, email), Number(env.SIGN_INS_PER_ACCOUNT)),
    address: addressWindow('address', client.address, Number(env.SIGN_INS_PER_ADDRESS)),
  }
}

/** The same for the second step of signing in, which goes on counting where the first began. */
export function mfaWindows(env: Env, client: Client, counts: string): Window[] {
  const { account, address } = guessWindows(env, client, '')
  return [{ ...account, subject: counts }, address]
}

async function take({ env, at }: Guarded, windows: Window[]): Promise<Result<null, 'rate_limited'>> {
  const db = drizzle(env.IDENTITY_DB)
  const places = await takePlaces(db, windows, crypto.randomUUID(), at)
  return places.length > 0 ? ok(null) : fail('rate_limited', { seconds: await secondsToWait(db, windows, at) })
}

/** Something that a stranger does. */
export function limitStrangers(
  context: Guarded,
  kind: keyof typeof perHour,
  client: Client,
): Promise<Result<null, 'rate_limited'>> {
  return take(context, [addressWindow(kind, client.address, perHour[kind])])
}

/** A guess at a code by someone who is signed in already. */
export function limitGuesses(context: Guarded, client: Client, email: string): Promise<Result<null, 'rate_limited'>> {
  const { account, address } = guessWindows(context.env, client, email)
  return take(context, [account, address])
}

/** The guess was right: what counted against the account is forgotten. */
export async function forgetGuesses({ env }: Guarded, client: Client, email: string): Promise<void> {
  await forget(drizzle(env.IDENTITY_DB), guessWindows(env, client, email).account.subject)
}
