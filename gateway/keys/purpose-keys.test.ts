import { createHmac, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#shared/actor'
import { env as bindings } from '../../test/verbs/env.ts'
import { must } from '../../test/verbs/people.ts'
import { archive, archived } from '../access-log/chain/archive.ts'
import { beginning, type NewEntry, toRow } from '../access-log/chain/entry.ts'
import { addressHash, addressHashes } from '../access-log/identity-events/sign-in-event.ts'
import { isShown, tagsOf } from '../http/answer-tag.ts'
import { addMembership, createAccount } from '../identity/accounts/account.ts'
import { codeHash, codeHashes, linkToken, readLink } from '../identity/accounts/links.ts'
import { clinic } from '../identity/accounts/schema.ts'
import { knownDevice, rememberDevice } from '../identity/browser/device.ts'
import { seal, unseal } from '../identity/factors/encryption.ts'
import { resealFactors } from '../identity/factors/reseal-factors.ts'
import { secondFactor } from '../identity/factors/schema.ts'
import { createSession, readSignIn } from '../identity/sessions/create-session.ts'
import { rotate } from '../identity/sessions/refresh-session.ts'
import { presentedScreen, screenToken } from '../live/screen-token.ts'
import { type KeySource, keysOf, type Purpose, purposes, type StoredPurposeKeys } from './purpose-keys.ts'
import { firstPurposeKeys, newPurposeKey, turned } from './rotation.ts'

/** A drill over all purposes: what was made before a rotation goes on, and what is made after it is made with the new key. */

const at = Date.parse('2026-03-02T12:00:00.000Z')
const hour = 3_600_000
const secret = 'the one secret of this test'
const logSecret = 'the secret of the log in this test'

const withKeys = (keys?: StoredPurposeKeys) => ({
  ...bindings,
  REFRESH_SECRET: secret,
  LOG_SECRET: logSecret,
  ...(keys ? { PURPOSE_KEYS: JSON.stringify(keys) } : {}),
})
type Env = ReturnType<typeof withKeys>

function turn(keys: StoredPurposeKeys, purpose: Purpose, when: number): StoredPurposeKeys {
  const next = turned(keys, purpose, newPurposeKey(when), when)
  if ('wait' in next) throw new Error(`to wait ${next.wait}`)
  return next.keys
}

async function anAccount() {
  const [clinicId, email] = [`cln-${crypto.randomUUID()}`, `${crypto.randomUUID()}@example.test`]
  const place = { timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' as const }
  await drizzle(bindings.IDENTITY_DB)
    .insert(clinic)
    .values({ id: clinicId, name: 'A clinic', status: 'active', version: 1, createdAt: at, updatedAt: at, ...place })
  const password = 'correct horse battery'
  const id = await createAccount(bindings, { email, name: 'Somebody', locale: 'en', password }, at)
  await addMembership(bindings, { clinicId, accountId: id, roles: ['doctor'], staffId: 'stf-1' }, at)
  return id
}

async function deviceCookie(env: Env, email: string): Promise<string> {
  const app = new Hono().get('/', c => {
    rememberDevice(c, email)
    return c.text('')
  })
  const reply = await app.request('/', {}, env)
  return /^__Host-device=([^;]+)/.exec(reply.headers.get('set-cookie') ?? '')?.[1] ?? ''
}

/** Makes what a purpose's key is for, and answers whether that is still good under other keys. */
const makers: Record<Purpose, (env: Env) => Promise<(later: Env) => Promise<boolean>>> = {
  async refresh(env) {
    const who = await readSignIn(env, await anAccount())
    if (!who) throw new Error('nobody signs in')
    const opened = await createSession(env, {
      who,
      device: '',
      counts: crypto.randomUUID(),
      passed: false,
      proved: true,
      at,
    })
    const presented = { sessionId: opened.sessionId, token: opened.token }
    const { token } = must(await rotate(env, presented, at))
    // The answer was lost: the repeat must get the very token that was made, else the next refresh is taken for a replay.
    return async later => {
      const repeated = await rotate(later, presented, at + 1_000)
      return repeated.ok && repeated.value.token === token
    }
  },
  async link(env) {
    const id = `inv-${crypto.randomUUID()}`
    const token = linkToken(env, id, 2)
    return async later => readLink(later, token)?.id === id
  },
  async printed_code(env) {
    const kept = codeHash(env, '7K2M-9XQ4-0BTR-W5NC')
    return async later => codeHashes(later, '7K2M-9XQ4-0BTR-W5NC').includes(kept)
  },
  async second_factor(env) {
    const plain = randomBytes(20)
    const sealed = await seal(env, 'acc-1', plain)
    return async later => Buffer.from((await unseal(later, 'acc-1', sealed)) ?? []).equals(plain)
  },
  async device(env) {
    const email = `${crypto.randomUUID()}@example.test`
    const cookie = await deviceCookie(env, email)
    return async later => knownDevice(later, cookie, email) !== undefined
  },
  async typed_address(env) {
    const email = `${crypto.randomUUID()}@example.test`
    const kept = addressHash(env, email)
    return async later => addressHashes(later, ` ${email.toUpperCase()}`).includes(kept)
  },
  async screen(env) {
    const id = `scr-${crypto.randomUUID()}`
    const token = screenToken(env, 'cln-1', id)
    return async later => presentedScreen(later, `Bearer ${token}`)?.screenId === id
  },
  async answer_tag(env) {
    const actor = { accountId: 'acc-1', clinicId: 'cln-1', roles: ['nurse'] } as unknown as Actor
    const [tag] = tagsOf(env, actor, '/api/patients', '{}')
    return async later => isShown(tagsOf(later, actor, '/api/patients', '{}'), tag)
  },
  async log_archive(env) {
    const [clinicId, bucket] = [`cln-${crypto.randomUUID()}`, bindings.CHECKPOINTS]
    const entry = { ...anEntry, requestId: crypto.randomUUID() }
    const row = toRow({ ...entry, part: 1 }, beginning, { secret: logSecret, clinicId })
    await archive(bucket, env, clinicId, { after: 0, until: 1 }, [[row]])
    return async later => {
      try {
        return (await archived(bucket, later, clinicId).next()).value?.hash === row.hash
      } catch {
        return false
      }
    }
  },
}

const anEntry: NewEntry = {
  at,
  requestId: '',
  accountId: 'acc-1',
  accountName: 'Somebody',
  roles: ['nurse'],
  actsFor: [],
  action: 'patient.read',
  patientIds: ['pat-1'],
  outcome: 'ok',
}

describe.each([...purposes])('%s', purpose => {
  test('what a state of before made is good in one with keys by purpose, and after each rotation', async () => {
    const good = await makers[purpose](withKeys())
    const upgraded = firstPurposeKeys(0, false)
    const once = turn(upgraded, purpose, at)
    const twice = turn(once, purpose, at + hour / 2)
    for (const keys of [undefined, upgraded, once, twice]) expect(await good(withKeys(keys))).toBe(true)
  })

  test('what is made after a rotation needs the new key, and is good after the next', async () => {
    const upgraded = firstPurposeKeys(0, false)
    const once = turn(upgraded, purpose, at)
    const good = await makers[purpose](withKeys(once))
    expect(await good(withKeys(once))).toBe(true)
    // The key was published before its turn: a copy that has not heard of the rotation reads it, too.
    expect(await good(withKeys(upgraded))).toBe(true)
    expect(await good(withKeys(turn(once, purpose, at + hour)))).toBe(true)
    for (const keys of [undefined, firstPurposeKeys(0, true)]) expect(await good(withKeys(keys))).toBe(false)
  })

  test('a rotation touches no other purpose, and waits until the next key is known everywhere', () => {
    const before = firstPurposeKeys(0, true)
    const after = turn(before, purpose, at)
    expect({ ...after, [purpose]: undefined }).toEqual({ ...before, [purpose]: undefined })
    expect(turned(after, purpose, newPurposeKey(at), at + 599_000)).toEqual({ wait: 1_000 })
  })
})

test('no key is that of another purpose, id or secret', () => {
  const one = newPurposeKey(at)
  const rings = [one, { ...one, id: 'other' }, { ...one, secret: 'other' }].flatMap(stored =>
    purposes.map(purpose => keysOf(withKeys({ [purpose]: [stored] }), purpose)[0].key.toString('hex')),
  )
  expect(new Set(rings).size).toBe(3 * purposes.length)
  expect(rings.every(key => key.length === 64)).toBe(true)
})

test('a key without a secret is refused, and not taken for an empty one', () => {
  for (const stored of [{ link: [{ id: 'x' }] }, { link: [{ id: 'x', secret: '' }] }, { link: [] }]) {
    expect(() => keysOf(withKeys(stored), 'link')).toThrow(/PURPOSE_KEYS/)
  }
})

test('without keys by purpose everything is made as it was before', async () => {
  const env: KeySource = { REFRESH_SECRET: secret, LOG_SECRET: logSecret }
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  expect(keysOf(env, 'refresh').map(one => mac(one.key, 'a token'))).toEqual([mac(secret, 'a token')])
  expect(linkToken(env, 'inv-1')).toBe(`inv-1.1.${mac(secret, 'link\ninv-1.1').toString('base64url')}`)
  expect(codeHash(env, 'CODE')).toBe(mac(secret, 'printed code\nCODE').toString('base64url'))
  expect(screenToken(env, 'cln-1', 'scr-1').split('.')[2]).toBe(
    mac(secret, 'waiting-room screen cln-1.scr-1').toString('base64url'),
  )
  expect(addressHash(env, 'a@example.test')).toBe(mac(logSecret, 'address a@example.test').toString('base64url'))
  expect(keysOf(env, 'device')[0].key).toEqual(mac(secret, 'smart-healthcare/device'))
  expect(keysOf(env, 'second_factor')[0].key).toEqual(mac(secret, 'smart-healthcare/second-factor'))
  expect((await seal(env, 'acc-1', randomBytes(20))).split('.')).toHaveLength(2)
})

test('the sweep seals every second factor anew, and then the old key may go', async () => {
  const db = drizzle(bindings.IDENTITY_DB)
  const [accountId, plain] = [await anAccount(), randomBytes(20)]
  await db.insert(secondFactor).values({ accountId, secret: await seal(withKeys(), accountId, plain), createdAt: at })
  const once = turn(firstPurposeKeys(0, false), 'second_factor', at)
  await resealFactors(withKeys(once))
  const [row] = await db.select().from(secondFactor).where(eq(secondFactor.accountId, accountId))
  const [current] = once.second_factor ?? []
  if (!row || !current) throw new Error('no second factor')
  expect(row.secret.startsWith(`${current.id}.`)).toBe(true)
  expect(await unseal(withKeys({ second_factor: [current] }), accountId, row.secret)).toEqual(new Uint8Array(plain))
})
