import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Account, aKnownClinic, anAccount } from '../support/accounts.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { aBrowser, anAddress, passSteps, turnOn } from '../support/http-browser.ts'

/** How often one may guess, and how often one may ask. Limits are lowered here, so that a test need not hash a hundred passwords. */

const limits = { SIGN_INS_PER_ACCOUNT: '4', SIGN_INS_PER_ADDRESS: '6' }

let app: App
beforeAll(async () => {
  app = await startApp({ vars: limits })
})
afterAll(() => app.close())

async function someone(): Promise<Account> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return anAccount(app, [{ clinicId, roles: ['doctor'] }])
}

const wrong = (account: Pick<Account, 'email'>) => ({ email: account.email, password: 'wrong' })
const statuses = (replies: Reply[]) => replies.map(one => one.status).sort()

/** Let so many seconds have passed for everything that was counted. */
async function pass(seconds: number): Promise<void> {
  const db = app.database('gateway')
  await db
    .prepare('UPDATE attempt SET at = at - ?')
    .bind(seconds * 1000)
    .run()
}

test('of fifty wrong guesses at once at one account, from fifty places, as many are looked at as the limit says', async () => {
  const account = await someone()
  const all = await Promise.all(Array.from({ length: 50 }, () => aBrowser(app).signIn(wrong(account))))
  expect(all.filter(one => one.status === 401)).toHaveLength(4)
  expect(all.filter(one => one.status === 429)).toHaveLength(46)
  expect((await aBrowser(app).signIn(account)).status).toBe(429)
})

test('a naive count before the write lets more of fifty in: the race above is one', async () => {
  const db = app.database('gateway')
  const subject = `naive:${crypto.randomUUID()}`
  const naive = async () => {
    const row = await db
      .prepare('SELECT count(*) AS n FROM attempt WHERE subject = ?')
      .bind(subject)
      .first<{ n: number }>()
    if ((row?.n ?? 0) >= 4) return false
    await db
      .prepare('INSERT INTO attempt (id, subject, at) VALUES (?, ?, ?)')
      .bind(crypto.randomUUID(), subject, Date.now())
      .run()
    return true
  }
  const all = await Promise.all(Array.from({ length: 50 }, naive))
  expect(all.filter(Boolean).length).toBeGreaterThan(4)
})

test('Retry-After is true: a second less is refused, waited out it admits', async () => {
  const account = await someone()
  for (const [seconds, guesses] of [
    [300, 2],
    [200, 2],
  ] as const) {
    for (let i = 0; i < guesses; i++) await aBrowser(app).signIn(wrong(account))
    await pass(seconds)
  }
  const refused = await aBrowser(app).signIn(account)
  const wait = Number(refused.headers.get('retry-after'))
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited'])
  expect(refused.body.details).toEqual({ seconds: wait, scope: 'account' })
  // The oldest of the four was made 500 s ago, and leaves after 900.
  expect(wait).toBeGreaterThan(385)
  expect(wait).toBeLessThanOrEqual(400)
  await pass(wait - 15)
  expect((await aBrowser(app).signIn(account)).status).toBe(429)
  await pass(15)
  expect((await aBrowser(app).signIn(account)).status).toBe(200)
})

test('codes and recovery codes count together, and apart from passwords', async () => {
  const account = await someone()
  const browser = aBrowser(app)
  const { codes } = await turnOn(browser, must(await browser.signIn(account)).accessToken)
  await passSteps(app, account.accountId)
  const attacker = aBrowser(app)
  const { mfaToken } = must(await attacker.signIn(account))
  const guess = (code: string) => aBrowser(app).post('/api/auth/login/mfa', { mfaToken, code })
  expect((await attacker.signIn(wrong(account))).status).toBe(401)
  for (const code of ['AAAA-BBBB-CCCC-DDDD', '000000', '000000', '000000']) expect((await guess(code)).status).toBe(401)
  // A right password does not forget: who has it would have codes without end.
  must(await aBrowser(app).signIn(account))
  const refused = await guess(codes())
  expect([refused.status, Number(refused.headers.get('retry-after')) > 800]).toEqual([429, true])
  expect(refused.body).toMatchObject({ code: 'rate_limited', details: { scope: 'code' } })
  // The owner's own device goes on: its codes count apart, too.
  const { mfaToken: own } = must(await browser.signIn(account))
  must(await browser.post('/api/auth/login/mfa', { mfaToken: own, code: codes() }))
})

test('wrong passwords from elsewhere do not keep the second step from whoever is at it', async () => {
  const account = await someone()
  const browser = aBrowser(app)
  const { codes } = await turnOn(browser, must(await browser.signIn(account)).accessToken)
  await passSteps(app, account.accountId)
  const newDevice = aBrowser(app)
  const { mfaToken } = must(await newDevice.signIn(account))
  for (let i = 0; i < 5; i++) await aBrowser(app).signIn(wrong(account))
  must(await newDevice.post('/api/auth/login/mfa', { mfaToken, code: codes() }))
})

test('of fifty wrong codes at once, as many are looked at as the limit says', async () => {
  const account = await someone()
  const browser = aBrowser(app)
  await turnOn(browser, must(await browser.signIn(account)).accessToken)
  const { mfaToken } = must(await aBrowser(app).signIn(account))
  const guess = () => aBrowser(app).post('/api/auth/login/mfa', { mfaToken, code: '000000' })
  const all = await Promise.all(Array.from({ length: 50 }, guess))
  expect(all.filter(one => one.status === 401)).toHaveLength(4)
  expect(all.filter(one => one.status === 429)).toHaveLength(46)
})

test('the present password and a code, asked of somebody signed in, count too, each for itself', async () => {
  const account = await someone()
  const browser = aBrowser(app)
  const { accessToken } = must(await browser.signIn(account))
  await turnOn(browser, accessToken)
  const ask = browser.with(accessToken)
  const answers = [
    await ask('POST', '/api/auth/mfa/totp/remove', { code: '000000' }),
    await ask('POST', '/api/auth/mfa/recovery-codes', { code: '000000' }),
    await ask('POST', '/api/auth/password', { current: 'wrong', next: 'a long enough new one' }),
    await ask('POST', '/api/auth/mfa/totp/remove', { code: '000000' }),
    await ask('POST', '/api/auth/mfa/totp/remove', { code: '000000' }),
    await ask('POST', '/api/auth/mfa/totp/remove', { code: '000000' }),
    await ask('POST', '/api/auth/password', { current: 'wrong', next: 'a long enough new one' }),
    await ask('POST', '/api/auth/password', { current: 'wrong', next: 'a long enough new one' }),
    await ask('POST', '/api/auth/password', { current: 'wrong', next: 'a long enough new one' }),
    await ask('POST', '/api/auth/password', { current: account.password, next: 'a long enough new one' }),
  ]
  expect(answers.map(one => one.status)).toEqual([422, 422, 422, 422, 422, 429, 422, 422, 422, 429])
  expect(await browser.signIn(account)).toMatchObject({ status: 429, body: { details: { scope: 'device' } } })
})

test('nobody locks a doctor out from afar: the own device counts apart, for its own accounts alone', async () => {
  const [account, other] = [await someone(), await someone()]
  const [desk, afar] = [aBrowser(app), aBrowser(app)]
  must(await desk.signIn(account))
  for (let i = 0; i < 5; i++) await afar.signIn(wrong(account))
  expect((await afar.signIn(account)).status).toBe(429)
  expect((await aBrowser(app).signIn(account)).status).toBe(429)
  expect((await desk.signIn(account)).status).toBe(200)
  // A cookie that another wrote opens no other count.
  const forged = aBrowser(app)
  forged.cookies.set('__Host-device', `${'A'.repeat(22)}.${'B'.repeat(22)}`)
  expect((await forged.signIn(account)).status).toBe(429)
  for (let i = 0; i < 4; i++) await aBrowser(app).signIn(wrong(other))
  expect((await desk.signIn(other)).status).toBe(429)
  // The device itself guesses as often as anybody, and locks out itself alone.
  for (let i = 0; i < 4; i++) expect((await desk.signIn(wrong(account))).status).toBe(401)
  expect((await desk.signIn(account)).status).toBe(429)
})

test('two people at one machine each have their count there', async () => {
  const [one, two] = [await someone(), await someone()]
  const desk = aBrowser(app)
  must(await desk.signIn(one))
  must(await desk.signIn(two))
  for (const account of [one, two]) {
    for (let i = 0; i < 5; i++) await aBrowser(app).signIn(wrong(account))
    expect((await desk.signIn(account)).status).toBe(200)
  }
})

describe('an address', () => {
  const from = async (addresses: string[]) => {
    const replies: Reply[] = []
    for (const address of addresses) {
      const account = { email: `${crypto.randomUUID()}@example.test` }
      replies.push(await aBrowser(app, address).signIn(wrong(account)))
    }
    return replies
  }

  test('counts failures alone: a hospital signs in behind one', async () => {
    const address = anAddress()
    for (let i = 0; i < 8; i++) must(await aBrowser(app, address).signIn(await someone()))
    expect(statuses(await from(Array.from({ length: 7 }, () => address)))).toEqual([...Array(6).fill(401), 429])
  })

  test('that failed too often shuts out no device that is known, and no second step of one', async () => {
    const address = anAddress()
    const [plain, factored] = [await someone(), await someone()]
    const [desk, other] = [aBrowser(app, address), aBrowser(app, address)]
    must(await desk.signIn(plain))
    const { codes } = await turnOn(other, must(await other.signIn(factored)).accessToken)
    await passSteps(app, factored.accountId)
    expect((await from(Array.from({ length: 7 }, () => address))).at(-1)?.body.details).toMatchObject({
      scope: 'address',
    })
    must(await desk.signIn(plain))
    const { mfaToken } = must(await other.signIn(factored))
    must(await other.post('/api/auth/login/mfa', { mfaToken, code: codes() }))
  })

  test('asks for new passwords as often as it likes on devices that are known, up to five an hour each', async () => {
    const address = anAddress()
    const account = await someone()
    const desk = aBrowser(app, address)
    must(await desk.signIn(account))
    const forget = (email: string, browser = aBrowser(app, address)) =>
      browser.post('/api/auth/password/forgot', { email })
    const strangers = await Promise.all(
      Array.from({ length: 21 }, (_, i) => forget(`${i}.${crypto.randomUUID()}@example.test`)),
    )
    expect(statuses(strangers)).toEqual([...Array(20).fill(202), 429])
    const own: Reply[] = []
    for (let i = 0; i < 6; i++) own.push(await forget(account.email, desk))
    expect(statuses(own)).toEqual([...Array(5).fill(202), 429])
  })

  test('counts whoever is guessed', async () => {
    const address = anAddress()
    const replies = await from(Array.from({ length: 7 }, () => address))
    expect(statuses(replies)).toEqual([...Array(6).fill(401), 429])
    expect(Number(replies.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(3_500)
    expect(statuses(await from([anAddress()]))).toEqual([401])
  })

  test('of IPv6 counts by its /64, however it is written', async () => {
    const same = ['2001:db8:1:2::', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::ffff', '2001:db8:1:2:ffff:ffff:ffff:ffff']
    const replies = await from(Array.from({ length: 7 }, (_, i) => same[i % 4] ?? ''))
    expect(statuses(replies)).toEqual([...Array(6).fill(401), 429])
    expect(statuses(await from(['2001:db8:1:3::1']))).toEqual([401])
  })
})

describe('many requests at once', () => {
  let limited: App
  beforeAll(async () => {
    limited = await startApp({
      vars: { REQUESTS_PER_ACCOUNT: '30', REQUESTS_PER_CLINIC: '75', REQUESTS_PER_ADDRESS: '150' },
    })
  })
  afterAll(() => limited.close())

  /** The beginning of ten seconds, so that one count sees all of a burst. */
  const untilNext = () => new Promise(resolve => setTimeout(resolve, 10_020 - (Date.now() % 10_000)))
  const admitted = (replies: Reply[]) => replies.filter(one => one.status === 200).length

  test('is cut off per account and per clinic, and the wait is true', async () => {
    const clinic = limited.aClinic()
    const people = await Promise.all([1, 2, 3].map(() => clinic.as('doctor')))
    const elsewhere = await limited.aClinic().as('doctor')
    await untilNext()
    const burst = (i: number, times: number) =>
      Promise.all(Array.from({ length: times }, () => people[i]?.ask('GET', '/api/auth/session') as Promise<Reply>))
    const first = await burst(0, 40)
    expect(admitted(first)).toBe(30)
    const refused = first.find(one => one.status === 429)
    expect(refused?.body.code).toBe('rate_limited')
    const wait = Number(refused?.headers.get('retry-after'))
    const began = Date.now()
    // What was refused of one account is not counted against its clinic.
    expect(admitted(await burst(1, 30)) + admitted(await burst(2, 30))).toBe(45)
    expect((await elsewhere.ask('GET', '/api/auth/session')).status).toBe(200)
    await new Promise(resolve => setTimeout(resolve, wait * 1000 - (Date.now() - began)))
    expect((await people[0]?.ask('GET', '/api/auth/session'))?.status).toBe(200)
  })

  test('is cut off per address before a token is looked at', async () => {
    const ask = (address: string) =>
      limited.send('GET', '/api/clinic', { headers: { authorization: 'Bearer a.b.c', 'cf-connecting-ip': address } })
    await untilNext()
    const all = await Promise.all(Array.from({ length: 160 }, () => ask('198.51.100.7')))
    expect(all.filter(one => one.status === 401)).toHaveLength(150)
    expect(all.filter(one => one.status === 429)).toHaveLength(10)
    expect((await ask('198.51.100.8')).status).toBe(401)
  })
})
