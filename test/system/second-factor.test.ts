import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../workers/shared/permissions.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { aBrowser, anAuthenticator, passSteps, turnOn } from '../support/http-browser.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'

/**
 * A second factor: codes of an authenticator and recovery codes, each good for one use however many try at once.
 * Long because setting up, signing in, requiring it, renewing its codes and removing it are one life of one factor; a lost one is in lost-factor.test.ts.
 */

let app: App
beforeAll(async () => {
  // All twenty of a race shall reach the code: how many guesses are let through is another test.
  app = await startApp({ vars: { SIGN_INS_PER_ACCOUNT: '1000' } })
})
afterAll(() => app.close())

async function aClinicId(requires = false): Promise<string> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  if (requires) await askFor(clinicId)
  return clinicId
}

async function askFor(clinicId: string): Promise<void> {
  const db = app.database('gateway')
  await db.prepare('UPDATE clinic SET require_second_factor = 1 WHERE id = ?').bind(clinicId).run()
}

async function someone(roles: Role[] = ['doctor'], requires = false) {
  const clinicId = await aClinicId(requires)
  return { clinicId, account: await anAccount(app, [{ clinicId, roles }]) }
}

/** Someone whose second factor is on, at the sign-in that asks for it. */
async function atTheSecondStep() {
  const { clinicId, account } = await someone()
  const browser = aBrowser(app)
  const on = await turnOn(browser, must(await browser.signIn(account)).accessToken)
  await passSteps(app, account.accountId)
  const { mfaToken } = must(await browser.signIn(account))
  const enter = (code: string) => aBrowser(app).post('/api/auth/login/mfa', { mfaToken, code })
  return { clinicId, account, browser, mfaToken, enter, ...on }
}

const answerOf = (route: string, value: unknown) => {
  const { answer } = descriptionOf(route)
  if (!answer) throw new Error(`${route} describes no answer`)
  return differences(answer, value)
}

test('from a secret to a sign-in that asks for a code', async () => {
  const { account } = await someone()
  const browser = aBrowser(app)
  const ask = browser.with(must(await browser.signIn(account)).accessToken)
  expect((await ask('GET', '/api/auth/mfa')).body).toEqual({
    enabled: false,
    recoveryCodesLeft: 0,
    requiredBy: [],
    ownerCanHelp: false,
    printedCode: false,
  })

  const secret = must(await ask('POST', '/api/auth/mfa/totp'))
  expect(answerOf('POST /api/auth/mfa/totp', secret)).toEqual([])
  expect(secret.uri).toContain(`secret=${secret.secret}`)
  expect(secret.uri).toContain(encodeURIComponent(account.email))
  expect(must(await browser.signIn(account))).toHaveProperty('accessToken')

  const code = anAuthenticator(secret.secret)
  expect(await ask('POST', '/api/auth/mfa/totp/confirm', { code: '000000' })).toMatchObject({
    status: 422,
    body: { code: 'wrong_code' },
  })
  const { recoveryCodes } = must(await ask('POST', '/api/auth/mfa/totp/confirm', { code: code() }))
  expect(new Set(recoveryCodes).size).toBe(10)
  for (const one of recoveryCodes) expect(one).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/)
  const state = must(await ask('GET', '/api/auth/mfa'))
  expect(answerOf('GET /api/auth/mfa', state)).toEqual([])
  expect(state).toMatchObject({ enabled: true, recoveryCodesLeft: 10 })
  expect((await ask('POST', '/api/auth/mfa/totp')).body.code).toBe('already_enabled')

  const asked = await browser.signIn(account)
  expect(Object.keys(asked.body).sort()).toEqual(['mfaRequired', 'mfaToken'])
  expect(asked.headers.getSetCookie()).toEqual([])
  await passSteps(app, account.accountId)
  const entered = await browser.post('/api/auth/login/mfa', { mfaToken: asked.body.mfaToken, code: code() })
  expect(answerOf('POST /api/auth/login/mfa', entered.body)).toEqual([])
  expect((await browser.with(entered.body.accessToken)('GET', '/api/auth/session')).status).toBe(200)
  expect((await browser.refresh()).status).toBe(200)
})

test('turning it on signs out everywhere else, and keeps the secret under lock', async () => {
  const { account } = await someone()
  const [here, there] = [aBrowser(app), aBrowser(app)]
  const token = must(await here.signIn(account)).accessToken
  must(await there.signIn(account))
  const { secret } = must(await here.with(token)('POST', '/api/auth/mfa/totp'))
  must(await here.with(token)('POST', '/api/auth/mfa/totp/confirm', { code: anAuthenticator(secret)() }))
  expect((await here.refresh()).status).toBe(200)
  expect(await there.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'ended' } } })
  const db = app.database('gateway')
  const row = await db
    .prepare('SELECT secret FROM second_factor WHERE account_id = ?')
    .bind(account.accountId)
    .first<{ secret: string }>()
  expect(row?.secret).toMatch(/^[\w-]{16}\.[\w-]{48}$/)
  expect(row?.secret).not.toContain(secret)
})

test('of twenty uses of one code at once, one signs in', async () => {
  const { enter, codes, account } = await atTheSecondStep()
  const code = codes()
  const all = await Promise.all(Array.from({ length: 20 }, () => enter(code)))
  expect(all.filter(one => one.status === 200)).toHaveLength(1)
  expect(new Set(all.map(one => one.status))).toEqual(new Set([200, 401]))
  expect(await sessionsOf(account.accountId)).toBe(2)
})

test('a naive look before the write lets many of twenty in: the race above is one', async () => {
  const { account } = await atTheSecondStep()
  const db = app.database('gateway')
  const step = Math.floor(Date.now() / 30_000)
  const naive = async () => {
    const row = await db
      .prepare('SELECT last_step AS last FROM second_factor WHERE account_id = ?')
      .bind(account.accountId)
      .first<{ last: number }>()
    if (!row || row.last >= step) return false
    await db.prepare('UPDATE second_factor SET last_step = ? WHERE account_id = ?').bind(step, account.accountId).run()
    return true
  }
  const all = await Promise.all(Array.from({ length: 20 }, naive))
  expect(all.filter(Boolean).length).toBeGreaterThan(1)
})

test('of twenty uses of one recovery code at once, one signs in, and the code is gone', async () => {
  const { enter, recoveryCodes, account } = await atTheSecondStep()
  const [code = ''] = recoveryCodes
  const all = await Promise.all(Array.from({ length: 20 }, () => enter(code.toLowerCase().replaceAll('-', ' '))))
  const entered = all.filter(one => one.status === 200)
  expect(entered).toHaveLength(1)
  const ask = aBrowser(app).with(entered[0]?.body.accessToken)
  expect((await ask('GET', '/api/auth/mfa')).body.recoveryCodesLeft).toBe(9)
  expect((await enter(code)).status).toBe(401)
  expect(await sessionsOf(account.accountId)).toBe(2)
})

test('a code of before the last one is not taken either', async () => {
  const { enter, codes } = await atTheSecondStep()
  const [now, next] = [codes(), codes(1)]
  expect((await enter(next)).status).toBe(200)
  expect((await enter(now)).status).toBe(401)
})

test('the token of the second step opens nothing else, and no other token opens the second step', async () => {
  const { mfaToken, browser, codes, account } = await atTheSecondStep()
  const ask = browser.with(mfaToken)
  for (const [method, path] of [
    ['GET', '/api/auth/session'],
    ['GET', '/api/auth/mfa'],
    ['POST', '/api/auth/mfa/totp'],
    ['GET', '/api/clinic'],
    ['POST', '/api/patients'],
  ] as const) {
    expect([path, (await ask(method, path, method === 'POST' ? {} : undefined)).status]).toEqual([path, 401])
  }
  expect((await browser.post('/api/auth/login/mfa/setup', { mfaToken })).status).toBe(401)
  const entered = must(await browser.post('/api/auth/login/mfa', { mfaToken, code: codes() }))
  await passSteps(app, account.accountId)
  const asToken = { mfaToken: entered.accessToken, code: codes() }
  expect(await browser.post('/api/auth/login/mfa', asToken)).toMatchObject({
    status: 401,
    body: { code: 'bad_credentials' },
  })
})

test('a new password ends the second step that the old one began', async () => {
  const { enter, codes, account } = await atTheSecondStep()
  const db = app.database('gateway')
  await db.prepare('UPDATE credential SET changed_at = 1 WHERE account_id = ?').bind(account.accountId).run()
  expect((await enter(codes())).status).toBe(401)
})

test('a clinic that requires one has it set up before its staff gets in, and its patients walk past', async () => {
  const { account } = await someone(['nurse'], true)
  const browser = aBrowser(app)
  const asked = must(await browser.signIn(account))
  expect(asked).toMatchObject({ mfaRequired: true, setup: true })
  const { mfaToken } = asked
  expect((await browser.post('/api/auth/login/mfa', { mfaToken, code: '000000' })).status).toBe(401)
  const { secret } = must(await browser.post('/api/auth/login/mfa/setup', { mfaToken }))
  const code = anAuthenticator(secret)
  const confirm = (typed: string) => browser.post('/api/auth/login/mfa/setup/confirm', { mfaToken, code: typed })
  expect((await confirm('000000')).body.code).toBe('wrong_code')
  const done = await confirm(code())
  expect(answerOf('POST /api/auth/login/mfa/setup/confirm', done.body)).toEqual([])
  expect(done.body.recoveryCodes).toHaveLength(10)
  const ask = browser.with(done.body.accessToken)
  expect((await ask('GET', '/api/auth/mfa')).body).toMatchObject({ enabled: true, requiredBy: ['A clinic'] })
  expect((await browser.refresh()).status).toBe(200)

  await passSteps(app, account.accountId)
  expect(await ask('POST', '/api/auth/mfa/totp/remove', { code: code() })).toMatchObject({
    status: 409,
    body: { code: 'second_factor_required' },
  })
  expect((await confirm(code())).body.code).toBe('already_enabled')
  expect(await sessionsOf(account.accountId)).toBe(1)

  const { account: patient } = await someone(['patient'], true)
  expect(must(await aBrowser(app).signIn(patient))).toHaveProperty('accessToken')
})

test('a clinic that requires one is not entered by switching, until one is set up', async () => {
  const [plain, strict] = [await aClinicId(), await aClinicId(true)]
  const account = await anAccount(app, [
    { clinicId: plain, roles: ['doctor'] },
    { clinicId: strict, roles: ['doctor'] },
  ])
  const browser = aBrowser(app)
  const { accessToken } = must(await browser.signIn(account))
  const change = () => browser.with(accessToken)('POST', '/api/auth/switch', { clinicId: strict })
  expect(await change()).toMatchObject({
    status: 409,
    body: { code: 'second_factor_required', details: { clinicIds: [strict] } },
  })
  await turnOn(browser, accessToken)
  expect(must(await change()).membership.clinicId).toBe(strict)
})

test('the owner says whether the clinic requires one, and nobody else does', async () => {
  const { clinicId, account } = await someone(['owner'])
  const browser = aBrowser(app)
  const token = must(await browser.signIn(account)).accessToken
  const ask = browser.with(token)
  expect(must(await ask('GET', '/api/auth/policy'))).toEqual({ requireSecondFactor: false })
  const turn = (requireSecondFactor: boolean) => ask('PUT', '/api/auth/policy', { requireSecondFactor })
  expect(await turn(true)).toMatchObject({
    status: 409,
    body: { code: 'second_factor_required', details: { clinicIds: [clinicId] } },
  })
  expect(must(await turn(false))).toEqual({ requireSecondFactor: false })
  await turnOn(browser, token)
  expect(must(await turn(true))).toEqual({ requireSecondFactor: true })
  expect((await ask('GET', '/api/auth/mfa')).body.requiredBy).toEqual(['A clinic'])
  expect((await browser.refresh()).status).toBe(200)
  const { items } = must(await ask('GET', '/api/access-log?action=sign_in_policy_changed'))
  expect(items).toMatchObject([
    { action: 'sign_in_policy_changed', outcome: 'ok', object: clinicId },
    { action: 'sign_in_policy_changed', outcome: 'ok', object: clinicId },
  ])
  const doctor = await app.aClinic({ clinicId }).as('doctor')
  expect((await doctor.ask('PUT', '/api/auth/policy', { requireSecondFactor: false })).status).toBe(403)
})

test('once the clinic asks for one, the next refresh of who has none leads to sign-in, and there to setting it up', async () => {
  const { clinicId, account } = await someone(['nurse'])
  const elsewhere = await aClinicId()
  const [patient, both] = [
    await anAccount(app, [{ clinicId, roles: ['patient'] }]),
    await anAccount(app, [
      { clinicId: elsewhere, roles: ['nurse'] },
      { clinicId, roles: ['doctor'] },
    ]),
  ]
  const [nurses, protectedOnes, patients, boths] = [aBrowser(app), aBrowser(app), aBrowser(app), aBrowser(app)]
  const token = must(await nurses.signIn(account)).accessToken
  const careful = await anAccount(app, [{ clinicId, roles: ['doctor'] }])
  await turnOn(protectedOnes, must(await protectedOnes.signIn(careful)).accessToken)
  must(await patients.signIn(patient))
  must(await boths.signIn(both))
  await askFor(clinicId)

  expect(await nurses.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'second_factor' } } })
  expect(nurses.cookies.has('__Host-refresh')).toBe(false)
  expect((await nurses.with(token)('GET', '/api/auth/session')).status).toBe(401)
  expect(must(await nurses.signIn(account))).toMatchObject({ mfaRequired: true, setup: true })
  for (const other of [protectedOnes, patients]) expect((await other.refresh()).status).toBe(200)
  // Who works in another clinic just now goes on there.
  expect(must(await boths.refresh()).membership.clinicId).toBe(elsewhere)
})

test('a session that passed a second factor which is gone is asked for one again', async () => {
  const { codes, clinicId, account } = await atTheSecondStep()
  const browser = aBrowser(app)
  const { mfaToken } = must(await browser.signIn(account))
  const ask = browser.with(must(await browser.post('/api/auth/login/mfa', { mfaToken, code: codes() })).accessToken)
  await passSteps(app, account.accountId)
  expect((await ask('POST', '/api/auth/mfa/totp/remove', { code: codes() })).status).toBe(204)
  expect((await browser.refresh()).status).toBe(200)
  await askFor(clinicId)
  expect(await browser.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'second_factor' } } })
})

test('recovery codes are renewed and the factor is removed with a code, once each', async () => {
  const { enter, codes, recoveryCodes, account } = await atTheSecondStep()
  const spent = codes()
  const ask = aBrowser(app).with(must(await enter(spent)).accessToken)
  expect((await ask('POST', '/api/auth/mfa/recovery-codes', { code: spent })).body.code).toBe('wrong_code')
  await passSteps(app, account.accountId)
  const renewed = must(await ask('POST', '/api/auth/mfa/recovery-codes', { code: codes() })).recoveryCodes
  expect(renewed).toHaveLength(10)
  expect((await ask('POST', '/api/auth/mfa/totp/remove', { code: recoveryCodes[1] })).body.code).toBe('wrong_code')
  expect((await ask('GET', '/api/auth/mfa')).body.recoveryCodesLeft).toBe(10)
  expect((await ask('POST', '/api/auth/mfa/totp/remove', { code: renewed[0] })).status).toBe(204)
  expect((await ask('GET', '/api/auth/mfa')).body).toMatchObject({ enabled: false, recoveryCodesLeft: 0 })
  expect(must(await aBrowser(app).signIn(account))).toHaveProperty('accessToken')
})

test('no secret, code or token was logged', async () => {
  expect(JSON.stringify(app.harness.getLogs())).not.toMatch(/otpauth|eyJ[\w-]{10}|(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}/)
})

async function sessionsOf(accountId: string): Promise<number> {
  const db = app.database('gateway')
  const row = await db
    .prepare('SELECT count(*) AS n FROM session WHERE account_id = ? AND revoked_at IS NULL')
    .bind(accountId)
    .first<{ n: number }>()
  return row?.n ?? 0
}
