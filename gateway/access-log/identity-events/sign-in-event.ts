import { createHmac } from 'node:crypto'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from '#shared/context'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { newId } from '#shared/id'
import type { GatewayBindings } from '../../gateway.ts'
import { type KeySource, keysOf, type PurposeKey } from '../../keys/purpose-keys.ts'
import { append, NotLogged } from '../append.ts'
import type { NewEntry } from '../chain/entry.ts'
import { settleIdentity } from '../settle-writer.ts'
import { unknownSignIn } from './schema.ts'

/** What happens around signing in, as the access log names it. */
export const signInEvents = [
  'clinic_registered',
  'clinic_confirmed',
  'patient_registered',
  'patient_confirmed',
  'signed_in',
  'second_factor_asked',
  'signed_out',
  'clinic_switched',
  'stepped_up',
  'session_replayed',
  'session_revoked',
  'password_forgotten',
  'password_reset',
  'password_changed',
  'second_factor_set',
  'second_factor_removed',
  'recovery_codes_renewed',
  'sign_in_policy_changed',
  'log_witness_changed',
  'invitation_sent',
  'invitation_revoked',
  'invitation_accepted',
  'member_changed',
  'member_removed',
] as const

export interface SignInEvent {
  event: (typeof signInEvents)[number]
  /** `ok`, or the code with which it was refused. */
  outcome: 'ok' | FailureCode
  /** Absent where the address is not known: the event then goes to identity's own log, with a hash of the address. */
  account?: { id: string; name: string }
  /** What was typed, where no account is known by it. Kept as a hash only. */
  email?: string
  /** The clinics to whose logs it is written. */
  clinicIds: string[]
  /** Whom or what it was done to, where that is not the account itself. */
  objectId?: string
}

/** What writes a session alone leaves no effect in identity's outbox. */
const appendedAlone = new Set<SignInEvent['event']>([
  'signed_in',
  'second_factor_asked',
  'signed_out',
  'clinic_switched',
  'stepped_up',
])

/** As much of a verb's context as an event is noted with. */
export type Noting = Pick<
  Context<Pick<GatewayBindings, 'ACCESS_LOG' | 'IDENTITY_DB' | keyof KeySource>>,
  'env' | 'actor' | 'at'
>

/**
 * Write a sign-in event to the access log of every clinic it concerns, before the request is answered.
 *
 * @throws NotLogged where it cannot be written: no log, no answer.
 */
export async function noteSignIn(context: Noting, event: SignInEvent): Promise<void> {
  const { account, clinicIds } = event
  if (!account || clinicIds.length === 0) return noteUnknown(context, event)
  const { env, actor, at } = context
  const { requestId } = actor
  const writing = clinicIds.map(async clinicId => {
    const entry: NewEntry = {
      at,
      requestId,
      accountId: account.id,
      accountName: account.name,
      // Whoever is only signing in acts in no role yet.
      roles: actor.clinicId === clinicId ? actor.roles : [],
      actsFor: [],
      action: event.event,
      objectId: event.objectId,
      patientIds: [],
      outcome: event.outcome,
    }
    await append(env, clinicId, [entry])
    if (event.outcome !== 'ok' || appendedAlone.has(event.event)) return
    await settleIdentity(env, { requestId, clinicId, action: event.event }, at)
  })
  await Promise.all(writing)
}

/** Into identity's own log: nobody's clinic is concerned. */
async function noteUnknown({ env, actor, at }: Noting, { event, outcome, account, email }: SignInEvent): Promise<void> {
  const writing = drizzle(env.IDENTITY_DB)
    .insert(unknownSignIn)
    .values({
      id: newId('event'),
      event,
      outcome,
      accountId: account?.id,
      addressHash: email === undefined ? undefined : addressHash(env, email),
      requestId: actor.requestId,
      at,
    })
  const result = await settleWithin(budgets.logEntry, writing)
  if ('error' in result) throw new NotLogged()
}

/** The same address gives the same hash until its key is rotated, and without the key none can be tried out. */
export function addressHash(env: KeySource, email: string): string {
  return hashUnder(keysOf(env, 'typed_address')[0], email)
}

/** An address as each key has it, for whoever looks for what was typed before a rotation. */
export function addressHashes(env: KeySource, email: string): string[] {
  return keysOf(env, 'typed_address').map(key => hashUnder(key, email))
}

function hashUnder({ key }: PurposeKey, email: string): string {
  return createHmac('sha256', key)
    .update(`address ${email.normalize('NFC').trim().toLowerCase()}`)
    .digest('base64url')
}
