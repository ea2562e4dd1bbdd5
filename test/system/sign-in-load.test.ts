import { scryptSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, aKnownClinic, anAccount } from '../support/accounts.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { aBrowser } from '../support/http-browser.ts'

/**
 * Many who sign in at once, beside everybody else. Hashing a password takes the one thread that all share, so what is asserted here is the
 * order of answers and their number, which are the same on a slow machine; how long they take is measured elsewhere.
 */

/** A hash must take longer than a request, else none would have to wait: a quarter of the real cost. */
const cost = 4_096

let app: App
beforeAll(async () => {
  app = await startApp({ vars: { SCRYPT_N: String(cost), SIGN_INS_PER_ADDRESS: '1000000' } })
})
afterAll(() => app.close())

async function someone(): Promise<Account> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return anAccount(app, [{ clinicId, roles: ['doctor'] }])
}

interface Answered {
  status: number
  retryAfter: string | null
}

/** So many sign-ins at once, each with an address and an account of its own, so that no limit of either is met. */
function hostile(count: number) {
  const answered: Answered[] = []
  const all = Array.from({ length: count }, async () => {
    const unknown = { email: `${crypto.randomUUID()}@example.test`, password: 'a guess that is long enough' }
    const { status, headers } = await aBrowser(app).signIn(unknown)
    answered.push({ status, retryAfter: headers.get('retry-after') })
  })
  /** Whose password was looked at. */
  const hashed = () => answered.filter(one => one.status === 401).length
  return { answered, hashed, done: Promise.all(all) }
}

test('of 64 at once those beyond a bounded queue are told to come later, and when', async () => {
  const { answered, hashed, done } = hostile(64)
  await done
  expect(answered.filter(one => one.status === 429).length).toBeGreaterThan(0)
  for (const one of answered.filter(({ status }) => status === 429)) expect(Number(one.retryAfter)).toBeGreaterThan(0)
  expect(hashed()).toBeGreaterThan(0)
  expect(hashed()).toBeLessThan(64)
})

test('between two hashes others have their turn: reads are answered more often than passwords', async () => {
  const read = () => app.send('GET', '/.well-known/jwks.json', {})
  must(await read())
  const { answered, hashed, done } = hostile(16)
  let reads = 0
  while (answered.length < 16) {
    must(await read())
    reads++
  }
  await done
  expect(reads).toBeGreaterThan(hashed())
})

test('a known device is served before others who came earlier', async () => {
  const desk = aBrowser(app)
  const [account, ...others] = await Promise.all(Array.from({ length: 13 }, someone))
  if (!account) throw new Error('nobody')
  // Of this cost, where those that the tests keep are of the real one.
  for (const one of [account, ...others]) await keepsOldHash(one)
  must(await desk.signIn(account))
  // Right passwords on new devices: a wrong one is answered later than it is looked at, and would not tell the order.
  let served = 0
  const early = others.map(async other => {
    if ((await aBrowser(app).signIn(other)).status === 200) served++
  })
  await Promise.race(early)
  must(await desk.signIn(account))
  const before = served
  await Promise.all(early)
  expect(before).toBeLessThan(served / 2)
})

test('who hang up in the middle hold up nobody', async () => {
  const account = await someone()
  await keepsOldHash(account)
  const hangingUp = new AbortController()
  const all = Array.from({ length: 16 }, (_, i) =>
    fetch(new URL('/api/auth/login', app.url), {
      method: 'POST',
      signal: hangingUp.signal,
      headers: { 'content-type': 'application/json', 'cf-connecting-ip': `198.51.100.${i}` },
      body: JSON.stringify({ email: `${crypto.randomUUID()}@example.test`, password: 'a guess that is long enough' }),
    }).catch(() => undefined),
  )
  await new Promise(resolve => setTimeout(resolve, 300))
  hangingUp.abort()
  await Promise.all(all)
  must(await app.send('GET', '/.well-known/jwks.json', {}))
  await new Promise(resolve => setTimeout(resolve, 3_500))
  expect((await aBrowser(app).signIn(account)).status).toBe(200)
})

/** As hashes were kept before: the standard's scrypt, in one piece. */
async function keepsOldHash({ accountId, password }: Account): Promise<string> {
  const salt = Buffer.alloc(16, 7)
  const key = scryptSync(password, salt, 32, { N: cost, r: 8, p: 5 })
  const hash = `scrypt$${cost}$8$5$${salt.toString('base64url')}$${key.toString('base64url')}`
  await app
    .database('gateway')
    .prepare('UPDATE credential SET password_hash = ? WHERE account_id = ?')
    .bind(hash, accountId)
    .run()
  return hash
}

const hashOf = async ({ accountId }: Account) =>
  (
    await app
      .database('gateway')
      .prepare('SELECT password_hash AS hash FROM credential WHERE account_id = ?')
      .bind(accountId)
      .first<{ hash: string }>()
  )?.hash

test('a password that was hashed in one piece still signs in, twice', async () => {
  const account = await someone()
  await keepsOldHash(account)
  for (let i = 0; i < 2; i++) expect((await aBrowser(app).signIn(account)).status).toBe(200)
})

test('and its hash is made anew, in slices', async () => {
  const account = await someone()
  const old = await keepsOldHash(account)
  must(await aBrowser(app).signIn(account))
  const made = await hashOf(account)
  expect(made?.split('$')[0]).not.toBe(old.split('$')[0])
})
