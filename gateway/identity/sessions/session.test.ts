import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { env as bindings } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import { addMembership, createAccount } from '../accounts/account.ts'
import { clinic } from '../accounts/schema.ts'
import type { Guess } from '../attempts/attempt-guard.ts'
import { accountWindow, addressWindow } from '../attempts/attempt-limits.ts'
import { checkPassword } from '../attempts/check-password.ts'
import { createSession, readSignIn } from './create-session.ts'
import { rotate } from './refresh-session.ts'
import { session } from './schema.ts'
import { endSession, findSession } from './session-state.ts'
import { moveSession } from './switch-clinic.ts'

const env = { ...bindings, REFRESH_SECRET: 'a secret of this test' }
const at = Date.parse('2026-03-02T12:00:00.000Z')
const password = 'correct horse battery'

/** Sign in as the routes do, on a device that nobody has used before. */
async function login(address: string, when: number, { email, password }: { email: string; password: string }) {
  const account = accountWindow(email, undefined, 10)
  const guess: Guess = { windows: [account, addressWindow('address', address, 300)], hashing: { known: false } }
  const checked = await checkPassword(env, { email, password }, guess, when)
  const who = checked.ok ? await readSignIn(env, checked.account.id) : undefined
  if (!checked.ok) return checked.refusal
  if (!who) return { ok: false as const, code: 'bad_credentials' as const }
  const counts = account.subject
  return {
    ok: true as const,
    value: await createSession(env, { who, device: 'a browser', counts, passed: false, proved: true, at: when }),
  }
}

async function aClinic() {
  const id = `cln-${crypto.randomUUID()}`
  await drizzle(env.IDENTITY_DB).insert(clinic).values({
    id,
    name: 'Klinik Uji',
    timezone: 'Asia/Jakarta',
    country: 'ID',
    currency: 'IDR',
    locale: 'id',
    status: 'active',
    version: 1,
    createdAt: at,
    updatedAt: at,
  })
  return id
}

async function aDoctor() {
  const clinicId = await aClinic()
  const email = `${crypto.randomUUID()}@example.test`
  const accountId = await createAccount(env, { email, name: 'dr. Uji', locale: 'id', password }, at)
  await addMembership(env, { clinicId, accountId, roles: ['doctor', 'owner'], staffId: 'stf-1' }, at)
  const signIn = (guess = password, address = crypto.randomUUID(), when = at) =>
    login(address, when, { email, password: guess })
  return { clinicId, accountId, email, signIn }
}

test('the right password opens a session of the clinic with its roles', async () => {
  const doctor = await aDoctor()
  const who = must(await doctor.signIn())
  expect(who.clinicId).toBe(doctor.clinicId)
  expect(who.memberships).toMatchObject([{ roles: ['doctor', 'owner'], staffId: 'stf-1', currency: 'IDR' }])
})

test('a wrong password, an unknown address and an account without a clinic are refused alike', async () => {
  const doctor = await aDoctor()
  const foreignRow = `${crypto.randomUUID()}@example.test`
  await createAccount(env, { email: foreignRow, name: 'Nobody', locale: 'en', password }, at)
  const tries = [
    doctor.signIn('wrong'),
    login('a', at, { email: 'nobody@example.test', password }),
    login('b', at, { email: foreignRow, password }),
  ]
  for (const one of await Promise.all(tries)) expect(one).toMatchObject({ ok: false, code: 'bad_credentials' })
})

test('of fifty wrong guesses at once ten are looked at, and the right one waits too', async () => {
  const doctor = await aDoctor()
  const all = await Promise.all(times(50, () => doctor.signIn('wrong')))
  expect(all.filter(one => !one.ok && one.code === 'bad_credentials')).toHaveLength(10)
  expect(await doctor.signIn()).toEqual({
    ok: false,
    code: 'rate_limited',
    details: { seconds: 900, scope: 'account' },
  })
  expect(must(await doctor.signIn(password, 'elsewhere', at + 900_001)).clinicId).toBe(doctor.clinicId)
})

test('a success forgets the failures before it', async () => {
  const doctor = await aDoctor()
  await Promise.all(times(9, () => doctor.signIn('wrong')))
  must(await doctor.signIn())
  expect(await doctor.signIn('wrong')).toMatchObject({ code: 'bad_credentials' })
})

test('fifty refreshes of one token at once get one successor', async () => {
  const { sessionId, token } = must(await (await aDoctor()).signIn())
  const all = await Promise.all(times(50, () => rotate(env, { token, sessionId }, at + 1_000)))
  expect(new Set(all.map(one => must(one).token)).size).toBe(1)
})

test('a lost answer may be repeated for thirty seconds, a later replay ends the session', async () => {
  const { sessionId, token } = must(await (await aDoctor()).signIn())
  const next = must(await rotate(env, { token, sessionId }, at)).token
  expect(must(await rotate(env, { token, sessionId }, at + 30_000)).token).toBe(next)
  expect(await rotate(env, { token, sessionId }, at + 30_001)).toMatchObject({ code: 'unauthenticated' })
  expect(await rotate(env, { token: next, sessionId }, at + 30_002)).toMatchObject({ code: 'unauthenticated' })
})

test('a forged token of a real session changes nothing but ends it', async () => {
  const { sessionId, token } = must(await (await aDoctor()).signIn())
  expect(await rotate(env, { token: `${sessionId}.${'A'.repeat(43)}`, sessionId }, at)).toMatchObject({ ok: false })
  expect(await rotate(env, { token, sessionId }, at)).toMatchObject({ ok: false })
})

test('a session ends after twelve hours, and when it is revoked', async () => {
  const doctor = await aDoctor()
  const one = must(await doctor.signIn())
  const end = at + 12 * 3_600_000
  await drizzle(env.IDENTITY_DB).update(session).set({ rotatedAt: end }).where(eq(session.id, one.sessionId))
  expect(await findSession(env, one.sessionId, end)).toMatchObject({ code: 'unauthenticated' })
  must(await findSession(env, one.sessionId, end - 1))
  await endSession(env, one.sessionId, 'signed_out', at)
  expect(await findSession(env, one.sessionId, at)).toMatchObject({ code: 'unauthenticated' })
})

test('an account switches to its other clinic, and to no other', async () => {
  const doctor = await aDoctor()
  const second = await aClinic()
  const foreign = await aClinic()
  await addMembership(env, { clinicId: second, accountId: doctor.accountId, roles: ['doctor'] }, at + 1)
  const { sessionId } = must(await doctor.signIn())
  expect(must(await moveSession(env, sessionId, second, at)).clinicId).toBe(second)
  expect(await moveSession(env, sessionId, foreign, at)).toMatchObject({ code: 'not_found' })
  expect(must(await findSession(env, sessionId, at)).clinicId).toBe(second)
})
