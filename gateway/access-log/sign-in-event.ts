import { createHmac } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { budgets, settleWithin } from '#shared/deadline'
import type { FailureCode } from '#shared/failures'
import { newId } from '#shared/id'
import type { Gateway } from '../gateway.ts'
import { membership, unknownSignIn } from '../identity/schema.ts'
import { append, NotLogged } from './append.ts'
import type { NewEntry } from './entry.ts'
import { tellWriter } from './tell-writer.ts'

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
  'session_replayed',
  'session_revoked',
  'password_forgotten',
  'password_reset',
  'password_changed',
  'second_factor_set',
  'second_factor_removed',
  'recovery_codes_renewed',
  'sign_in_policy_changed',
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
  /** The clinics to whose logs it is written; where there is an account and no clinic is given, all of the account's. */
  clinicIds: string[]
  /** Whom or what it was done to, where that is not the account itself. */
  objectId?: string
}

/**
 * Write a sign-in event to the access log of every clinic it concerns, before the request is answered.
 *
 * @throws NotLogged where it cannot be written: no log, no answer.
 */
export async function noteSignIn(c: Context<Gateway>, event: SignInEvent): Promise<void> {
  const { account } = event
  const clinicIds = account && event.clinicIds.length === 0 ? await clinicsOf(c, account.id) : event.clinicIds
  if (!account || clinicIds.length === 0) return noteUnknown(c, event)
  const { at, requestId } = c.var
  const actor = c.get('actor')
  const writing = clinicIds.map(async clinicId => {
    const entry: NewEntry = {
      at,
      requestId,
      accountId: account.id,
      accountName: account.name,
      // Whoever is only signing in acts in no role yet.
      roles: actor?.clinicId === clinicId ? actor.roles : [],
      actsFor: [],
      action: event.event,
      objectId: event.objectId,
      patientIds: [],
      outcome: event.outcome,
    }
    await append(c.env, clinicId, [entry])
    if (event.outcome !== 'ok') return
    const written = { requestId, clinicId, action: event.event }
    c.executionCtx.waitUntil(tellWriter(c.env, 'IDENTITY', written, at))
  })
  await Promise.all(writing)
}

/** The clinics in whose logs an account's events belong, where the caller does not know them. */
async function clinicsOf(c: Context<Gateway>, accountId: string): Promise<string[]> {
  const asking = drizzle(c.env.IDENTITY_DB)
    .select({ clinicId: membership.clinicId })
    .from(membership)
    .where(and(eq(membership.accountId, accountId), isNull(membership.disabledAt)))
  const result = await settleWithin(budgets.logEntry, asking.all())
  if ('error' in result) throw new NotLogged()
  return result.value.map(one => one.clinicId)
}

/** Into identity's own log: nobody's clinic is concerned. */
async function noteUnknown(c: Context<Gateway>, { event, outcome, account, email }: SignInEvent): Promise<void> {
  const { requestId, at } = c.var
  const writing = drizzle(c.env.IDENTITY_DB)
    .insert(unknownSignIn)
    .values({
      id: newId('event'),
      event,
      outcome,
      accountId: account?.id,
      addressHash: email === undefined ? undefined : addressHash(c.env.LOG_SECRET, email),
      requestId,
      at,
    })
  const result = await settleWithin(budgets.logEntry, writing)
  if ('error' in result) throw new NotLogged()
}

/** The same address gives the same hash, and without the secret none can be tried out. */
export function addressHash(secret: string, email: string): string {
  return createHmac('sha256', secret)
    .update(`address ${email.normalize('NFC').trim().toLowerCase()}`)
    .digest('base64url')
}
