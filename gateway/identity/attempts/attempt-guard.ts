import { drizzle } from 'drizzle-orm/d1'
import { fail, ok, type Result } from '#shared/result'
import { networkOf } from '../../http/client-address.ts'
import type { Client } from '../browser/client.ts'
import { knownDevice } from '../browser/device.ts'
import type { IdentityContext } from '../context.ts'
import type { Hashing } from '../hashing/hash-queue.ts'
import {
  accountWindow,
  addressWindow,
  codeWindow,
  forget,
  hourWindow,
  type Place,
  releasePlaces,
  takePlaces,
  type Window,
  whatToWaitFor,
} from './attempt-limits.ts'

/**
 * The limits of attempts as verbs use them: a place is taken before anything is looked at, and who finds none is told what is locked and for how
 * long. What was no failure gives its place back, so that many people behind one address are no attacker.
 */

/** What strangers may do, and how often from one address in an hour; of invitations what did not work. */
const perHour = { register: 20, patient: 20, forgot: 20, invitation: 120 }
/** How often somebody may ask for a new password in an hour on a device where that account has signed in. */
const forgotPerDevice = 5

type Env = Pick<GatewayEnv, 'SIGN_INS_PER_ACCOUNT' | 'SIGN_INS_PER_ADDRESS' | 'REFRESH_SECRET'>
type Guarded = Pick<IdentityContext, 'env' | 'at'>

/** A guess at a password: what it counts against, the account or the device first, and how it waits to be hashed. */
export interface Guess {
  windows: [Window, ...Window[]]
  hashing: Hashing
}

/** A device that the account knows counts for itself alone: whatever others do from its address does not reach it. */
export function guessOf(env: Env, client: Client, email: string): Guess {
  const device = knownDevice(env, client.deviceCookie, email)
  const own = accountWindow(email, device, Number(env.SIGN_INS_PER_ACCOUNT))
  const shared = addressWindow('address', client.address, Number(env.SIGN_INS_PER_ADDRESS))
  return {
    windows: device ? [own] : [own, shared],
    hashing: { known: device !== undefined, network: networkOf(client.address), email },
  }
}

/** A guess at a code, which counts for the account or device that its first step counted for. */
export function codeWindows(env: Env, client: Client, counts: string): Window[] {
  const own = codeWindow(counts, Number(env.SIGN_INS_PER_ACCOUNT))
  const shared = addressWindow('code_address', client.address, Number(env.SIGN_INS_PER_ADDRESS))
  return counts.startsWith('device:') ? [own] : [own, shared]
}

/** A place in each window; where one is full, in none. */
export async function take({ env, at }: Guarded, windows: Window[]): Promise<Result<Place[], 'rate_limited'>> {
  const db = drizzle(env.IDENTITY_DB)
  const places = await takePlaces(db, windows, crypto.randomUUID(), at)
  return places.length > 0 ? ok(places) : fail('rate_limited', await whatToWaitFor(db, windows, at))
}

/** Something that a stranger does. */
export function limitStrangers(
  context: Guarded,
  kind: keyof typeof perHour,
  client: Client,
): Promise<Result<Place[], 'rate_limited'>> {
  return take(context, [addressWindow(kind, client.address, perHour[kind])])
}

/** Somebody asks for a new password: on a device that the account knows, apart from all others at the same address. */
export function limitForgotten(
  context: Guarded,
  client: Client,
  email: string,
): Promise<Result<Place[], 'rate_limited'>> {
  const device = knownDevice(context.env, client.deviceCookie, email)
  if (!device) return limitStrangers(context, 'forgot', client)
  return take(context, [hourWindow(`forgot_device:${device}`, forgotPerDevice, 'device')])
}

/** It worked: that was no failure. */
export async function release({ env }: Guarded, places: Place[]): Promise<void> {
  await releasePlaces(drizzle(env.IDENTITY_DB), places)
}

/** A guess at a code by someone who is signed in already. */
export function limitCodes(context: Guarded, client: Client, email: string): Promise<Result<Place[], 'rate_limited'>> {
  const [{ subject }] = guessOf(context.env, client, email).windows
  return take(context, codeWindows(context.env, client, subject))
}

/** The code was right: what was counted against the account's codes is forgotten, and the place of the address given back. */
export async function forgetCodes({ env }: Guarded, client: Client, email: string, places: Place[]): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const [{ subject }] = guessOf(env, client, email).windows
  await db.batch([forget(db, codeWindow(subject, 0).subject), releasePlaces(db, places)])
}
