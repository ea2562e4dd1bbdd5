import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../workers/shared/permissions.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { aBrowser, passSteps, turnOn } from '../support/http-browser.ts'
import { mailsTo, mailTo } from '../support/mails.ts'

/** What happens to a second factor is told by mail, and who has nobody to help has a printed code kept for its loss. */

let app: App
beforeAll(async () => {
  app = await startApp({ vars: { SIGN_INS_PER_ACCOUNT: '1000' } })
})
afterAll(() => app.close())

async function aClinicId(): Promise<string> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return clinicId
}

/** Somebody with a second factor, in these clinics. */
async function someone(memberships: { clinicId: string; roles: Role[] }[]) {
  const account = await anAccount(app, memberships)
  const device = aBrowser(app)
  const ask = device.with(must(await device.signIn(account)).accessToken)
  const before = must(await ask('GET', '/api/auth/mfa'))
  const codes = await turnOn(device, must(await device.signIn(account)).accessToken)
  const { mfaToken } = must(await aBrowser(app).signIn(account))
  const enter = (code: string) => aBrowser(app).post('/api/auth/login/mfa', { mfaToken, code })
  const { accessToken } = must(await enter(codes.recoveryCodes[9] ?? ''))
  return { account, before, enter, ask: aBrowser(app).with(accessToken), ...codes }
}

/** The only owner of a clinic: what was shown when the second factor was set up is of the first renewal here. */
async function aSoleOwner() {
  const clinicId = await aClinicId()
  const owner = await someone([{ clinicId, roles: ['owner'] }])
  const renewed = must(await owner.ask('POST', '/api/auth/mfa/recovery-codes', { code: owner.recoveryCodes[0] }))
  return { ...owner, clinicId, printedCode: renewed.printedCode as string }
}

const subjects = async (email: string) => (await mailsTo(app, email)).map(one => one.subject).sort()

test('a second factor that was added, a recovery code that was used, codes made anew and a removal each leave a mail', async () => {
  const clinicId = await aClinicId()
  await anAccount(app, [{ clinicId, roles: ['owner'] }])
  const { account, ask, recoveryCodes } = await someone([{ clinicId, roles: ['nurse'] }])
  await mailTo(app, account.email, 1)
  expect(await subjects(account.email)).toEqual([
    'A recovery code of your account was used',
    'A second step was added to your account',
  ])
  const renewed = must(await ask('POST', '/api/auth/mfa/recovery-codes', { code: recoveryCodes[0] }))
  expect(renewed.printedCode).toBeUndefined()
  must(await ask('POST', '/api/auth/mfa/totp/remove', { code: renewed.recoveryCodes[0] }), 204)
  await mailTo(app, account.email, 5)
  expect(await subjects(account.email)).toEqual([
    'A recovery code of your account was used',
    'A recovery code of your account was used',
    'A recovery code of your account was used',
    'A second step was added to your account',
    'The second step of your account was switched off',
    'Your recovery codes were made anew',
  ])
})

test('a wrong code, and one of the app, leave no mail about a recovery code', async () => {
  const clinicId = await aClinicId()
  const { account, enter, codes } = await someone([{ clinicId, roles: ['owner'] }])
  await mailTo(app, account.email, 1)
  await passSteps(app, account.accountId)
  expect((await enter('AAAA-AAAA-AAAA-AAAA')).status).toBe(401)
  expect((await enter(codes())).status).toBe(200)
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(await mailsTo(app, account.email)).toHaveLength(2)
})

describe('whom an owner can help', () => {
  test('a nurse of one clinic; not its only owner, nor who works in two', async () => {
    const [one, two] = [await aClinicId(), await aClinicId()]
    const sole = await someone([{ clinicId: one, roles: ['owner'] }])
    const nurse = await someone([{ clinicId: one, roles: ['nurse'] }])
    const both = await someone([
      { clinicId: one, roles: ['nurse'] },
      { clinicId: two, roles: ['nurse'] },
    ])
    // They are told beforehand: this is what was read before the second factor was set up.
    expect([sole, nurse, both].map(({ before }) => before.ownerCanHelp)).toEqual([false, true, false])
    const kept = async ({ ask }: typeof sole) => must(await ask('GET', '/api/auth/mfa')).printedCode
    expect([await kept(sole), await kept(nurse), await kept(both)]).toEqual([true, false, true])
    await anAccount(app, [{ clinicId: one, roles: ['owner'] }])
    expect(must(await sole.ask('GET', '/api/auth/mfa')).ownerCanHelp).toBe(true)
  })
})

describe('the printed code', () => {
  test('switches a lost second factor off at sign-in: signed out everywhere, told by mail, and good for nothing after', async () => {
    const { account, enter, ask, printedCode } = await aSoleOwner()
    expect(printedCode).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    const entered = must(await enter(printedCode.toLowerCase().replaceAll('-', ' ')))
    expect(entered.account.email).toBe(account.email)
    expect((await ask('POST', '/api/rooms', {})).status).toBe(401)
    const state = must(await aBrowser(app).with(entered.accessToken)('GET', '/api/auth/mfa'))
    expect(state).toMatchObject({ enabled: false, recoveryCodesLeft: 0, printedCode: false })
    expect((await enter(printedCode)).status).toBe(401)
    expect(must(await aBrowser(app).signIn(account))).toHaveProperty('accessToken')
    await mailTo(app, account.email, 4)
    const texts = (await mailsTo(app, account.email)).map(one => one.text).join('\n')
    expect(texts).toContain('used the printed code that is kept for the loss')
  })

  test('leads to a new set-up where the clinic asks for a second factor', async () => {
    const { enter, clinicId, printedCode } = await aSoleOwner()
    const db = app.database('gateway')
    await db.prepare('UPDATE clinic SET require_second_factor = 1 WHERE id = ?').bind(clinicId).run()
    expect(await enter(printedCode)).toMatchObject({ status: 200, body: { mfaRequired: true, setup: true } })
  })

  test('is only for that: it opens nothing else, and another code is none', async () => {
    const { ask, enter, printedCode } = await aSoleOwner()
    for (const path of ['/api/auth/mfa/totp/remove', '/api/auth/mfa/recovery-codes']) {
      expect(await ask('POST', path, { code: printedCode })).toMatchObject({ body: { code: 'wrong_code' } })
    }
    expect(await enter(`${printedCode.slice(0, -4)}0000`)).toMatchObject({
      status: 401,
      body: { code: 'bad_credentials' },
    })
    expect(must(await ask('GET', '/api/auth/mfa'))).toMatchObject({ enabled: true, printedCode: true })
  })

  test('of twenty uses at once, one signs in', async () => {
    const { enter, printedCode } = await aSoleOwner()
    const all = await Promise.all(Array.from({ length: 20 }, () => enter(printedCode)))
    expect(all.filter(one => one.status === 200)).toHaveLength(1)
  })
})
