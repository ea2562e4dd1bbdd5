import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actions, type Role } from '../../workers/shared/permissions.ts'
import { type Account, aKnownClinic, anAccount } from '../support/accounts.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { aBrowser, anAuthenticator, type Browser, passSteps, turnOn } from '../support/http-browser.ts'
import { mailTo } from '../support/mails.ts'

/** What reaches far asks again who asks, where the last proof is 15 minutes old. Signing in by password or code is a proof, a mailed link is none. */

const minute = 60_000

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

async function run(sql: string, ...values: unknown[]): Promise<void> {
  await app
    .database('gateway')
    .prepare(sql)
    .bind(...values)
    .run()
}

interface SignedIn {
  account: Account
  browser: Browser
  ask: ReturnType<Browser['with']>
  token: string
}

/** Somebody who signed in so long ago, as the clocks of identity have it. */
async function signedIn(ago: number, roles: Role[] = ['owner', 'doctor', 'nurse', 'receptionist']): Promise<SignedIn> {
  await aKnownClinic(app, fixture.clinicId)
  const account = await anAccount(app, [{ clinicId: fixture.clinicId, roles, staffId: fixture.own.staff }])
  const browser = aBrowser(app)
  const token = must(await browser.signIn(account)).accessToken
  await age(account, ago)
  return { account, browser, ask: browser.with(token), token }
}

const age = ({ accountId }: Account, ago: number) =>
  run(
    'UPDATE session SET created_at = created_at - ?, stepped_up_at = stepped_up_at - ? WHERE account_id = ?',
    ago,
    ago,
    accountId,
  )

/** Everything that asks, by its action, so that none is forgotten: the table of permissions says which these are. */
const farReaching: Record<string, [method: string, path: () => string, body?: () => unknown]> = {
  'patient.merge': ['POST', () => `/api/patients/${fixture.own.patient}/merge`, () => ({ intoId: 'pat-absent' })],
  'patient.unmerge': ['POST', () => `/api/patients/${fixture.own.patient}/unmerge`],
  'relation.approve': ['POST', () => '/api/relations/rel-absent/approve', () => ({})],
  'member.change': ['PATCH', () => '/api/members/mbr-absent', () => ({ disabled: true })],
  'member.remove': ['DELETE', () => '/api/members/mbr-absent'],
  'member.remove_factor': ['DELETE', () => '/api/members/mbr-absent/second-factor'],
  'invitation.staff': [
    'POST',
    () => '/api/auth/invitations',
    () => ({ name: 'Somebody', email: `${crypto.randomUUID()}@example.test`, roles: ['owner'] }),
  ],
  'sign_in_policy.change': ['PUT', () => '/api/auth/policy', () => ({ requireSecondFactor: false })],
  'log_witness.change': ['PUT', () => '/api/access-log/witness', () => ({ weekly: false })],
  'access_log.export': ['GET', () => '/api/access-log/csv'],
  'factor.set_up': ['POST', () => '/api/auth/mfa/totp'],
  'factor.confirm': ['POST', () => '/api/auth/mfa/totp/confirm', () => ({ code: '000000' })],
  'factor.remove': ['POST', () => '/api/auth/mfa/totp/remove', () => ({ code: '000000' })],
  'factor.renew_recovery_codes': ['POST', () => '/api/auth/mfa/recovery-codes', () => ({ code: '000000' })],
}

test('everything that the table of permissions marks is looked at here', () => {
  const marked = Object.entries(actions).filter(([, rule]) => 'stepUp' in rule && rule.stepUp === 'always')
  expect(marked.map(([action]) => action).sort()).toEqual(Object.keys(farReaching).sort())
})

describe.each(Object.entries(farReaching))('%s', (_, [method, path, body]) => {
  const ask = ({ browser, token }: SignedIn) =>
    browser.send(method, path(), body?.(), { authorization: `Bearer ${token}`, 'if-match': '"1"' })

  test('is done by who signed in a moment ago', async () => {
    expect((await ask(await signedIn(14 * minute))).body.code).not.toBe('step_up_required')
  })

  test('asks who signed in 15 minutes ago, who then goes on', async () => {
    const person = await signedIn(15 * minute)
    const refused = await ask(person)
    expect([refused.status, refused.body.code]).toEqual([403, 'step_up_required'])
    expect((await person.ask('POST', '/api/auth/step-up', { password: person.account.password })).status).toBe(204)
    expect((await ask(person)).body.code).not.toBe('step_up_required')
    await age(person.account, 15 * minute)
    expect((await ask(person)).body.code).toBe('step_up_required')
  })

  test('tells who may not do it anyway just that', async () => {
    const patient = await signedIn(15 * minute, ['patient'])
    expect((await ask(patient)).body.code).toBe(path().includes('/mfa/') ? 'step_up_required' : 'forbidden')
  })
})

test('a refused merge leaves its entry in the log, and a refused export shows nothing', async () => {
  const person = await signedIn(15 * minute)
  await person.ask('POST', `/api/patients/${fixture.other.patient}/merge`, { intoId: fixture.own.patient })
  const log = must(await fixture.people.owner.ask('GET', `/api/access-log?patientId=${fixture.other.patient}`))
  expect(log.items).toContainEqual(expect.objectContaining({ action: 'patient.merge', outcome: 'step_up_required' }))
  const reply = await person.ask('GET', '/api/access-log/csv')
  expect(reply.headers.get('content-disposition')).toBeNull()
  expect(reply.body).toMatchObject({ code: 'step_up_required' })
})

test('a proof is of one session alone', async () => {
  const person = await signedIn(15 * minute)
  const elsewhere = aBrowser(app)
  const other = elsewhere.with(must(await elsewhere.signIn(person.account)).accessToken)
  expect((await other('GET', '/api/access-log/csv')).status).toBe(200)
  expect((await person.ask('GET', '/api/access-log/csv')).status).toBe(403)
})

test('a wrong password or code proves nothing, counts like a guess, and is in the log', async () => {
  const person = await signedIn(15 * minute)
  const tried = await person.ask('POST', '/api/auth/step-up', { password: 'not the one' })
  expect([tried.status, tried.body.code]).toEqual([422, 'wrong_password'])
  expect((await person.ask('POST', '/api/auth/step-up', { code: '123456' })).body.code).toBe('wrong_code')
  expect((await person.ask('GET', '/api/access-log/csv')).status).toBe(403)
  const replies = []
  for (let i = 0; i < 10; i += 1)
    replies.push(await person.ask('POST', '/api/auth/step-up', { password: 'not the one' }))
  expect(replies.at(-1)?.status).toBe(429)
  expect((await person.ask('POST', '/api/auth/step-up', { password: person.account.password })).status).toBe(429)
  const log = must(await fixture.people.owner.ask('GET', `/api/access-log?accountId=${person.account.accountId}`))
  const outcomes = log.items.filter((one: { action: string }) => one.action === 'stepped_up')
  expect(new Set(outcomes.map((one: { outcome: string }) => one.outcome))).toEqual(
    new Set(['wrong_password', 'rate_limited']),
  )
})

test.each([{}, { password: 'x', code: '000000' }, { password: '' }, { code: 'x' }, { proof: 'x' }])(
  'what is neither a password nor a code is refused: %j',
  async body => {
    const { ask } = await signedIn(0)
    expect((await ask('POST', '/api/auth/step-up', body)).status).toBe(400)
  },
)

test('a code of the second factor proves it, once', async () => {
  const person = await signedIn(0)
  const { codes, recoveryCodes } = await turnOn(person.browser, person.token)
  await age(person.account, 15 * minute)
  await passSteps(app, person.account.accountId)
  expect((await person.ask('GET', '/api/access-log/csv')).status).toBe(403)
  const spent = codes()
  expect((await person.ask('POST', '/api/auth/step-up', { code: spent })).status).toBe(204)
  expect((await person.ask('GET', '/api/access-log/csv')).status).toBe(200)
  await age(person.account, 15 * minute)
  for (const code of [spent, 'ABCD-EFGH-IJKL-MNOP']) {
    expect((await person.ask('POST', '/api/auth/step-up', { code })).body.code).toBe('wrong_code')
    expect((await person.ask('GET', '/api/access-log/csv')).status).toBe(403)
  }
  expect((await person.ask('POST', '/api/auth/step-up', { code: recoveryCodes[0] })).status).toBe(204)
  expect((await person.ask('GET', '/api/access-log/csv')).status).toBe(200)
})

describe('a mailed link proves no password', () => {
  /** An owner who comes in by the mail that finishes a printed code, with nothing typed. */
  async function byMail(of: ClinicFixture) {
    const account = await anAccount(app, [{ clinicId: of.clinicId, roles: ['owner', 'doctor'] }])
    const invitation = { name: 'Somebody', roles: ['patient'], patientId: of.own.patient, relation: 'carer' }
    const { code } = must(await of.people.receptionist.ask('POST', '/api/auth/invitations', invitation))
    const browser = aBrowser(app)
    must(await browser.post('/api/auth/invitations/accept', { token: code, email: account.email }), 202)
    const { token } = await mailTo(app, account.email)
    return { account, browser, confirmed: await browser.post('/api/auth/confirm', { token }) }
  }

  test('whoever comes in by one alone is asked, and goes on with the password', async () => {
    const { account, browser, confirmed } = await byMail(fixture)
    const ask = browser.with(must(confirmed, 201).accessToken)
    expect((await ask('GET', '/api/access-log/csv')).body.code).toBe('step_up_required')
    expect((await ask('POST', '/api/auth/step-up', { password: account.password })).status).toBe(204)
    expect((await ask('GET', '/api/access-log/csv')).status).toBe(200)
  })

  test('nor does a second factor that is set up right behind it', async () => {
    const own = await aClinicFixture(app)
    await run('UPDATE clinic SET require_second_factor = 1 WHERE id = ?', own.clinicId)
    const { browser, confirmed } = await byMail(own)
    const { mfaToken } = must(confirmed)
    const { secret } = must(await browser.post('/api/auth/login/mfa/setup', { mfaToken }))
    const code = anAuthenticator(secret)()
    const { accessToken } = must(await browser.post('/api/auth/login/mfa/setup/confirm', { mfaToken, code }))
    expect((await browser.with(accessToken)('GET', '/api/access-log/csv')).body.code).toBe('step_up_required')
  })

  test('a code of the second factor that was there before it does', async () => {
    const account = await anAccount(app, [{ clinicId: fixture.clinicId, roles: ['owner', 'doctor'] }])
    const first = aBrowser(app)
    const { codes } = await turnOn(first, must(await first.signIn(account)).accessToken)
    const invitation = { name: 'Somebody', roles: ['patient'], patientId: fixture.own.patient, relation: 'carer' }
    const { code } = must(await fixture.people.receptionist.ask('POST', '/api/auth/invitations', invitation))
    const browser = aBrowser(app)
    must(await browser.post('/api/auth/invitations/accept', { token: code, email: account.email }), 202)
    const { token } = await mailTo(app, account.email, 1)
    const { mfaToken } = must(await browser.post('/api/auth/confirm', { token }))
    await passSteps(app, account.accountId)
    const { accessToken } = must(await browser.post('/api/auth/login/mfa', { mfaToken, code: codes() }))
    expect((await browser.with(accessToken)('GET', '/api/access-log/csv')).status).toBe(200)
  })
})

test('the preview of a merge asks for no proof, for whoever may merge alone, and is in the log as a read', async () => {
  const person = await signedIn(15 * minute)
  const path = `/api/patients/${fixture.own.patient}/merge/preview`
  const { id: intoId } = must(
    await fixture.people.receptionist.ask('POST', '/api/patients', { name: { given: 'Kept' }, sex: 'male' }),
  )
  expect(must(await person.ask('POST', path, { intoId })).relations).toEqual(expect.any(Array))
  const { status } = await (await signedIn(0, ['nurse'])).ask('POST', path, { intoId })
  expect(status).toBe(403)
  const seen = async () => must(await fixture.people.owner.ask('GET', `/api/access-log?patientId=${intoId}`)).items
  await expect.poll(seen).toContainEqual(expect.objectContaining({ action: 'patient.preview_merge', outcome: 'ok' }))
})

describe('signing a note', () => {
  const policy = async (stepUpToSign: boolean | null) => {
    const { owner } = fixture.people
    const { version } = must(await owner.ask('GET', '/api/clinic'))
    const changed = must(
      await owner.ask('PATCH', '/api/clinic', { policies: { stepUpToSign } }, { 'if-match': `"${version}"` }),
    )
    await app.harness.getWorker('gateway').scheduled({ cron: '* * * * *' })
    return changed.policies.stepUpToSign
  }
  const signs = (person: SignedIn) => [
    person.ask('POST', `/api/encounters/${fixture.own.encounter}/notes/not-absent/sign`),
    person.ask('POST', '/api/encounters/enc-absent/sign'),
  ]

  test('asks for a proof only where the clinic wants it', async () => {
    const person = await signedIn(15 * minute)
    for (const one of signs(person)) expect((await one).body.code).not.toBe('step_up_required')
    expect(await policy(true)).toBe(true)
    for (const one of signs(person)) expect((await one).body.code).toBe('step_up_required')
    expect((await person.ask('POST', '/api/auth/step-up', { password: person.account.password })).status).toBe(204)
    for (const one of signs(person)) expect((await one).body.code).not.toBe('step_up_required')
    expect(await policy(null)).toBe(false)
    await age(person.account, 15 * minute)
    for (const one of signs(person)) expect((await one).body.code).not.toBe('step_up_required')
  })
})
