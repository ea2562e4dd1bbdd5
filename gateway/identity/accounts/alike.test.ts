import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { visitor } from '#shared/actor'
import { countingContext } from '../../../test/verbs/counting.ts'
import { env as bindings } from '../../../test/verbs/env.ts'
import { aClinic } from '../../../test/verbs/people.ts'
import type { Guess } from '../attempts/attempt-guard.ts'
import { accountWindow, addressWindow } from '../attempts/attempt-limits.ts'
import { checkPassword } from '../attempts/check-password.ts'
import type { IdentityContext } from '../context.ts'
import { accept } from '../invitations/accept.ts'
import { newCode } from '../invitations/printed-code.ts'
import { invitation } from '../invitations/schema.ts'
import { leaveResetLink } from '../passwords/forgot-password.ts'
import { decoy, hashPassword, isOutdated, realCost } from '../passwords/password.ts'
import { createAccount } from './account.ts'
import { codeHash } from './links.ts'
import { insertRegistration } from './register-clinic.ts'
import { insertPatientRegistration } from './register-patient.ts'

/** Whether an address is known shows in nothing that takes time: as many trips and statements, and a hash of the same parameters. `npm run bench:compare` takes the time. */

const at = Date.parse('2026-03-02T12:00:00.000Z')
const origin = 'https://clinic.test'
const password = 'four words nobody joins'
const place = { name: 'Klinik', timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' as const }
const code = newCode()

type Env = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET'>

async function anInvitation(env: Env): Promise<void> {
  await drizzle(env.IDENTITY_DB)
    .insert(invitation)
    .values({
      id: `inv-${crypto.randomUUID()}`,
      clinicId: 'cln-alike',
      name: 'Somebody',
      roles: ['nurse'],
      locale: 'en',
      round: 1,
      codeHash: codeHash(env, code),
      invitedBy: 'acc-1',
      invitedByName: 'Owner',
      expiresAt: at + 86_400_000,
      version: 1,
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing()
}

const guess = (email: string): Guess => ({
  windows: [accountWindow(email, undefined, 10), addressWindow('address', email, 300)],
  hashing: { known: false },
})

const client = { origin, address: '192.0.2.1', device: 'a browser' }

function contextOf(env: Env): IdentityContext {
  const actor = visitor({ id: 'none', timezone: 'UTC', country: '', currency: 'USD', locale: 'en' }, at, 'a test')
  const db = drizzle(env.IDENTITY_DB)
  return { env: { ...bindings, ...env }, actor, clinicId: actor.clinicId, at, reach: 'all', db }
}

const requests: [string, (env: Env, email: string) => Promise<unknown>][] = [
  ['sign-in', (env, email) => checkPassword(env, { email, password: 'not the one' }, guess(email), at)],
  ['a forgotten password', (env, email) => leaveResetLink(env, email, origin, { requestId: 'a test', at })],
  [
    'the registration of a clinic',
    (env, email) => insertRegistration(env, { clinic: place, owner: { name: 'Somebody', email } }, origin, at),
  ],
  [
    'the registration of a patient',
    (env, email) => insertPatientRegistration(env, { id: 'cln-alike', locale: 'en' }, { name: 'S', email }, origin, at),
  ],
  ['a printed code', (env, email) => accept(contextOf(env), { client }, { code, email })],
]

test.each(requests)('%s does as much for an unknown address as for a known one', async (_, request) => {
  await bindings.IDENTITY_DB.prepare(
    `INSERT INTO clinic (id, name, timezone, country, currency, locale, status, created_at, updated_at)
     VALUES ('cln-alike', 'Klinik', 'UTC', 'US', 'USD', 'en', 'active', 0, 0) ON CONFLICT DO NOTHING`,
  ).run()
  const known = `${crypto.randomUUID()}@example.test`
  await createAccount(bindings, { email: known, name: 'Rina', locale: 'en', password }, at)
  const work = async (email: string) => {
    const { context, counted } = countingContext(bindings.IDENTITY_DB, aClinic().as('owner'))
    const { $client } = context.db as unknown as { $client: D1Database }
    const env = { IDENTITY_DB: $client, REFRESH_SECRET: 'a secret of the tests, long enough' }
    await anInvitation({ ...env, IDENTITY_DB: bindings.IDENTITY_DB })
    await request(env, email)
    return { trips: counted.roundTrips, statements: counted.statements }
  }
  const told = await work(known)
  expect(told.statements).toBeGreaterThan(0)
  expect(await work(`${crypto.randomUUID()}@example.test`)).toEqual(told)
})

test('what an unknown address is hashed against costs what a password of today costs', async () => {
  const face = (hash: string) =>
    hash.split('$').map((part, i) => (i < 4 ? part : Buffer.from(part, 'base64url').length))
  expect(face(decoy)).toEqual(face(await hashPassword(password)))
  expect(isOutdated(decoy)).toBe(false)
  expect(face(decoy)).toEqual(['scrypt-chain', '1024', '8', '5', 16, 32])
  expect(realCost).toEqual({ N: 16_384, r: 8, slices: 5 })
})
