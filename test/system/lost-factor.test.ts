import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../workers/shared/permissions.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, type Person, startApp } from '../support/harness.ts'
import { aBrowser, passSteps, turnOn } from '../support/http-browser.ts'
import { mailsTo, mailTo } from '../support/mails.ts'

/** A second factor that was lost: what an owner may take away, and what becomes of a password that was chosen beside it. */

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const match = (version: number) => ({ 'if-match': `"${version}"` })

/** A clinic with its owner, and somebody who works there with a second factor, signed in on this device. */
async function aLoss(roles: Role[] = ['nurse'], further: { clinicId: string; roles: Role[] }[] = []) {
  const clinic = app.aClinic()
  const { clinicId } = clinic
  await aKnownClinic(app, clinicId)
  const owner = await clinic.as('owner')
  const account = await anAccount(app, [{ clinicId, roles }, ...further])
  const device = aBrowser(app)
  const { accessToken, membership } = must(await device.signIn(account))
  const factor = await turnOn(device, accessToken)
  const path = `/api/members/${membership.id}/second-factor`
  const takeAway = (version = 1, by: Person = owner) => by.ask('DELETE', path, undefined, match(version))
  return { ...clinic, owner, account, device, accessToken, membership, path, takeAway, ...factor }
}

async function anotherClinic(): Promise<string> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  return clinicId
}

async function run(sql: string, ...values: unknown[]): Promise<void> {
  const db = app.database('gateway')
  await db
    .prepare(sql)
    .bind(...values)
    .run()
}

test('the owner takes it away: signed out everywhere, told by mail, in the log, and back in with the password', async () => {
  const { owner, account, device, accessToken, membership, takeAway, recoveryCodes } = await aLoss()
  expect((await takeAway()).status).toBe(204)
  expect(
    (await device.with(accessToken)('POST', '/api/patients', { name: { given: 'Sri' }, sex: 'female' })).status,
  ).toBe(401)
  expect(await device.refresh()).toMatchObject({ status: 401, body: { details: { reason: 'ended' } } })
  // The first mail said that the second step was added.
  const mail = await mailTo(app, account.email, 1)
  expect(mail.subject).toBe('The second step of your account was switched off')
  expect(mail.text).not.toContain('too short')
  expect(mail.text).not.toMatch(/Rina|Wijaya/)
  const { items } = must(await owner.ask('GET', '/api/access-log?action=second_factor_removed'))
  expect(items).toMatchObject([
    { account: { id: owner.claims.sub }, roles: ['owner'], object: membership.id, outcome: 'ok', patientIds: [] },
  ])
  expect(must(await owner.ask('GET', `/api/members/${membership.id}`))).toMatchObject({
    version: 2,
    secondFactor: false,
  })
  const again = must(await aBrowser(app).signIn(account))
  const ask = aBrowser(app).with(again.accessToken)
  expect(must(await ask('GET', '/api/auth/mfa'))).toMatchObject({ enabled: false, recoveryCodesLeft: 0 })
  expect((await ask('POST', '/api/auth/mfa/totp/remove', { code: recoveryCodes[0] })).body.code).toBe('wrong_code')
})

test('where the clinic requires one, the next sign-in sets up a new one', async () => {
  const { account, clinicId, takeAway } = await aLoss()
  await run('UPDATE clinic SET require_second_factor = 1 WHERE id = ?', clinicId)
  must(await takeAway())
  expect(must(await aBrowser(app).signIn(account))).toMatchObject({ mfaRequired: true, setup: true })
})

test('what another clinic relies on stays', async () => {
  const elsewhere = await anotherClinic()
  const { account, owner, membership, takeAway } = await aLoss(['nurse'], [{ clinicId: elsewhere, roles: ['patient'] }])
  expect(await takeAway()).toMatchObject({ status: 409, body: { code: 'account_shared' } })
  expect(must(await aBrowser(app).signIn(account))).toMatchObject({ mfaRequired: true })
  await mailTo(app, account.email)
  expect(await mailsTo(app, account.email)).toHaveLength(1)
  const { items } = must(await owner.ask('GET', '/api/access-log?action=second_factor_removed'))
  expect(items).toMatchObject([{ object: membership.id, outcome: 'account_shared' }])
  await run(
    'UPDATE membership SET disabled_at = 1 WHERE clinic_id = ? AND account_id = ?',
    elsewhere,
    account.accountId,
  )
  expect((await takeAway()).status).toBe(204)
})

test('the own one, one that is not there, a stale version, another clinic and another role are refused', async () => {
  const { owner, as, path, account, clinicId, takeAway } = await aLoss(['owner', 'nurse'])
  const [nurse, stranger] = [await as('nurse'), await app.aClinic().as('owner')]
  expect((await takeAway(1, nurse)).status).toBe(403)
  expect((await takeAway(1, stranger)).status).toBe(404)
  expect((await owner.ask('DELETE', path)).status).toBe(428)
  expect((await takeAway(7)).status).toBe(412)
  const self = await app.aClinic({ clinicId }).as('owner', { sub: account.accountId })
  expect(await takeAway(1, self)).toMatchObject({ status: 409, body: { code: 'own_account' } })
  expect((await takeAway()).status).toBe(204)
  expect(await takeAway(2)).toMatchObject({ status: 409, body: { code: 'wrong_status', details: { status: 'none' } } })
})

test('of ten owners at once, one takes it away, and one mail is sent', async () => {
  const { account, as, takeAway } = await aLoss()
  const owners = await Promise.all(Array.from({ length: 10 }, () => as('owner')))
  const replies = await Promise.all(owners.map(one => takeAway(1, one)))
  expect(replies.map(one => one.status).sort()).toEqual([204, ...Array(9).fill(412)])
  await mailTo(app, account.email, 1)
  expect(await mailsTo(app, account.email)).toHaveLength(2)
})

/** Somebody who chose eight characters while a second factor stood beside them. */
async function aShortPassword() {
  const loss = await aLoss()
  const ask = loss.device.with(loss.accessToken)
  const { password: current } = loss.account
  expect((await ask('POST', '/api/auth/password', { current, next: 'x7-Qw2!z' })).status).toBe(204)
  return { ...loss, ask, account: { ...loss.account, password: 'x7-Qw2!z' } }
}

test('a password that is too short alone keeps its second factor until it is changed', async () => {
  const { ask, account, codes } = await aShortPassword()
  await passSteps(app, account.accountId)
  const remove = () => ask('POST', '/api/auth/mfa/totp/remove', { code: codes() })
  expect(await remove()).toMatchObject({
    status: 409,
    body: { code: 'password_too_short', details: { minimum: 15 } },
  })
  expect(must(await ask('GET', '/api/auth/mfa')).enabled).toBe(true)
  const next = 'long enough to stand alone'
  expect((await ask('POST', '/api/auth/password', { current: account.password, next })).status).toBe(204)
  expect((await remove()).status).toBe(204)
  expect(must(await aBrowser(app).signIn({ ...account, password: next }))).toHaveProperty('accessToken')
})

test('after an owner took it away, a password that is too short opens nothing, and a mailed link sets a longer one', async () => {
  const { owner, account, clinicId, takeAway } = await aShortPassword()
  must(await takeAway())
  // The mails before said that the second step was added, and the password changed.
  expect((await mailTo(app, account.email, 2)).text).toContain('too short')
  const browser = aBrowser(app)
  const refused = { status: 409, body: { code: 'password_too_short', details: { minimum: 15 } } }
  const reply = await browser.signIn(account)
  expect(reply).toMatchObject(refused)
  expect(reply.headers.getSetCookie()).toEqual([])
  expect((await browser.signIn({ ...account, password: 'x7-Qw2!y' })).body.code).toBe('bad_credentials')
  await run('UPDATE clinic SET require_second_factor = 1 WHERE id = ?', clinicId)
  expect(await browser.signIn(account)).toMatchObject(refused)
  await run('UPDATE clinic SET require_second_factor = 0 WHERE id = ?', clinicId)
  const { items } = must(await owner.ask('GET', '/api/access-log?action=signed_in&outcome=password_too_short'))
  expect(items).toHaveLength(2)

  must(await browser.post('/api/auth/password/forgot', { email: account.email }))
  const { token } = await mailTo(app, account.email, 3)
  const reset = (password: string) => browser.post('/api/auth/password/reset', { token, password })
  expect((await reset('x7-Qw2!z')).body.code).toBe('weak_password')
  expect((await reset('long enough to stand alone')).status).toBe(204)
  expect(must(await browser.signIn({ ...account, password: 'long enough to stand alone' }))).toHaveProperty(
    'accessToken',
  )
})

test('whose password is long enough is found out when it is next typed', async () => {
  const { account, ask, codes } = await (async () => {
    const loss = await aLoss()
    await run('UPDATE credential SET stands_alone = 0 WHERE account_id = ?', loss.account.accountId)
    return { ...loss, ask: loss.device.with(loss.accessToken) }
  })()
  await passSteps(app, account.accountId)
  expect((await ask('POST', '/api/auth/mfa/totp/remove', { code: codes() })).body.code).toBe('password_too_short')
  must(await aBrowser(app).signIn(account))
  expect((await ask('POST', '/api/auth/mfa/totp/remove', { code: codes() })).status).toBe(204)
})
