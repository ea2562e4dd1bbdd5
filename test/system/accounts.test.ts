import { afterAll, beforeAll, expect, test } from 'vitest'
import { anEmail, aPassword, authPagesOf, face } from '../support/auth-pages.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { mailsTo, mailTo } from '../support/mails.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'

/** A clinic that registers itself, and passwords, over HTTP and by the mails that people get. */

let app: App
let authPages: ReturnType<typeof authPagesOf>
beforeAll(async () => {
  app = await startApp()
  authPages = authPagesOf(app)
})
afterAll(() => app.close())

const cookieOf = (reply: Reply) => reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const confirm = (token: string, password?: string) => authPages.confirm(token, password)
const forgot = (email: string) => authPages.post('/api/auth/password/forgot', { email })
const reset = (token: string, password: string) => authPages.post('/api/auth/password/reset', { token, password })

test('a clinic registers, confirms by mail, and its owner is in', async () => {
  const [email, password] = [anEmail(), aPassword()]
  const registered = await authPages.register(email, 'Klinik Melati')
  expect(registered).toMatchObject({ status: 202, body: { status: 'confirm_by_mail' } })
  expect(differences(descriptionOf('POST /api/auth/register').answer ?? never(), registered.body)).toEqual([])
  expect((await authPages.signIn(email, password)).status).toBe(401)

  const mail = await mailTo(app, email)
  expect([mail.page, mail.subject]).toEqual(['confirm', 'Confirm your address to open your clinic'])
  const confirmed = await confirm(mail.token, password)
  expect(confirmed.status).toBe(201)
  expect(differences(descriptionOf('POST /api/auth/confirm').answer ?? never(), confirmed.body)).toEqual([])
  expect(confirmed.body).toMatchObject({
    account: { name: 'Rina Wijaya', email },
    membership: { clinicName: 'Klinik Melati', timezone: 'Asia/Jakarta', currency: 'IDR', roles: ['owner'] },
  })
  expect(cookieOf(confirmed)).toMatch(/^__Host-refresh=ses-/)
  const clinic = await authPages.ask(confirmed.body.accessToken, 'GET', '/api/clinic')
  expect(clinic.body).toMatchObject({ name: 'Klinik Melati', slug: 'klinik-melati', country: 'ID' })
  expect((await authPages.signIn(email, password)).body.membership.clinicId).toBe(clinic.body.id)
})

function never(): never {
  throw new Error('not described')
}

test('a link is used up by following it', async () => {
  const email = anEmail()
  must(await authPages.register(email), 202)
  const { token } = await mailTo(app, email)
  must(await confirm(token, aPassword()), 201)
  expect(await confirm(token)).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
})

test('of eight who follow it at once, all come into the one clinic', async () => {
  const email = anEmail()
  must(await authPages.register(email), 202)
  const { token } = await mailTo(app, email)
  // Ten may wait to be hashed for one account: gateway/identity/hashing/hash-queue.ts.
  const all = await Promise.all(Array.from({ length: 8 }, () => confirm(token, aPassword())))
  const inside = all.filter(one => one.status === 201)
  expect(inside.length).toBeGreaterThan(0)
  expect(new Set(inside.map(one => one.body.membership.clinicId)).size).toBe(1)
  for (const one of all) expect([201, 422]).toContain(one.status)
  const db = app.database('gateway')
  const row = await db
    .prepare(
      `SELECT (SELECT count(*) FROM account WHERE email = ?) AS accounts, (SELECT count(*) FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = ?) AS memberships`,
    )
    .bind(email, email)
    .first()
  expect(row).toEqual({ accounts: 1, memberships: 1 })
})

test('a known address is answered alike, told by mail, and gets the second clinic without a new password', async () => {
  const owner = await authPages.anOwner()
  const [again, unknown] = [
    await authPages.register(owner.email, 'Klinik Kedua'),
    await authPages.register(anEmail(), 'Klinik Kedua'),
  ]
  expect(face(again)).toEqual(face(unknown))
  const mail = await mailTo(app, owner.email, 1)
  expect(mail.subject).toBe('You already have an account')
  const confirmed = must(await confirm(mail.token, 'quite another password'), 201)
  expect(confirmed.account.id).toBe(owner.accountId)
  expect(confirmed.memberships).toHaveLength(2)
  expect((await authPages.signIn(owner.email, 'quite another password')).status).toBe(401)
  expect((await authPages.signIn(owner.email, owner.password)).status).toBe(200)
})

test('an unconfirmed registration ends after 48 hours', async () => {
  const email = anEmail()
  must(await authPages.register(email), 202)
  const { token } = await mailTo(app, email)
  const db = app.database('gateway')
  await db.prepare('UPDATE registration SET expires_at = 1 WHERE email = ?').bind(email).run()
  expect(await confirm(token)).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
  const swept = await app.harness.getWorker('gateway').scheduled({ cron: '* * * * *' })
  expect(swept.outcome).toBe('ok')
  expect(await db.prepare('SELECT id FROM registration WHERE email = ?').bind(email).first()).toBeNull()
})

test.each([
  ['nobody-made-this'],
  ['reg-00000000-0000-7000-8000-000000000000.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
])('the link %s opens nothing', async token => {
  for (const path of ['/api/auth/confirm', '/api/auth/invitations/look', '/api/auth/invitations/accept']) {
    expect(await authPages.post(path, { token })).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
  }
  expect(await reset(token, aPassword())).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
})

test('a link of one kind is none of another', async () => {
  const email = anEmail()
  must(await authPages.register(email), 202)
  const { token } = await mailTo(app, email)
  expect(await reset(token, aPassword())).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
  expect(await authPages.post('/api/auth/invitations/look', { token })).toMatchObject({ status: 422 })
  must(await confirm(token, aPassword()), 201)
})

test.each([
  ['fourteen chars', 'too_short'],
  ['1qaz2wsx3edc4rfv', 'too_common'],
])('a clinic is not opened with the password %j', async (password, rule) => {
  const email = anEmail()
  must(await authPages.register(email), 202)
  const reply = await confirm((await mailTo(app, email)).token, password)
  expect(reply).toMatchObject({ status: 422, body: { code: 'weak_password', details: { rule, minimum: 15 } } })
})

test('a password of 200 characters counts to its last one, and 201 are refused', async () => {
  const email = anEmail()
  const password = `purple bananas! ${'🍌é'.repeat(92)}`
  must(await authPages.register(email), 202)
  const { token } = await mailTo(app, email)
  expect(await confirm(token, `${password}x`)).toMatchObject({ status: 400 })
  expect(await confirm(token, 'a lone half of one \ud83c here')).toMatchObject({ status: 400 })
  must(await confirm(token, password), 201)
  expect((await authPages.signIn(email, password.normalize('NFD'))).status).toBe(200)
  expect((await authPages.signIn(email, `${password.slice(0, -1)}x`)).status).toBe(401)
})

test('a forgotten password is chosen anew by mail, once, and every device is signed out', async () => {
  const owner = await authPages.anOwner()
  const device = cookieOf(await authPages.signIn(owner.email, owner.password))
  const [known, unknown] = [await forgot(owner.email), await forgot(anEmail())]
  expect(known).toMatchObject({ status: 202, body: { status: 'sent_if_known' } })
  expect(face(known)).toEqual(face(unknown))

  const mail = await mailTo(app, owner.email, 1)
  expect(mail.page).toBe('reset')
  const next = aPassword()
  expect(await reset(mail.token, 'too short')).toMatchObject({ status: 422, body: { code: 'weak_password' } })
  const all = await Promise.all(Array.from({ length: 10 }, () => reset(mail.token, next)))
  expect(all.map(one => one.status).sort()).toEqual([204, ...Array(9).fill(422)])
  expect((await authPages.signIn(owner.email, owner.password)).status).toBe(401)
  expect((await authPages.signIn(owner.email, next)).status).toBe(200)
  expect((await authPages.post('/api/auth/refresh', undefined, { cookie: device })).status).toBe(401)
  expect((await owner.ask('GET', '/api/auth/session')).status).toBe(401)
  expect((await mailTo(app, owner.email, 2)).subject).toBe('Your password was changed')
})

test('one new password ends the other links, an hour ends all', async () => {
  const owner = await authPages.anOwner()
  await forgot(owner.email)
  const first = await mailTo(app, owner.email, 1)
  await forgot(owner.email)
  const second = await mailTo(app, owner.email, 2)
  expect((await reset(second.token, aPassword())).status).toBe(204)
  expect((await reset(first.token, aPassword())).status).toBe(422)
  await forgot(owner.email)
  const third = await mailTo(app, owner.email, 4)
  const db = app.database('gateway')
  await db.prepare('UPDATE password_reset SET expires_at = 1 WHERE used_at IS NULL').bind().run()
  expect((await reset(third.token, aPassword())).status).toBe(422)
})

test('a new password lets in who was limited', async () => {
  const owner = await authPages.anOwner()
  for (let i = 0; i < 11; i++) await authPages.signIn(owner.email, 'wrong')
  expect((await authPages.signIn(owner.email, owner.password)).status).toBe(429)
  await forgot(owner.email)
  const next = aPassword()
  expect((await reset((await mailTo(app, owner.email, 1)).token, next)).status).toBe(204)
  expect((await authPages.signIn(owner.email, next)).status).toBe(200)
})

test('who is signed in changes the password by the present one; the other devices are signed out, this one is not', async () => {
  const owner = await authPages.anOwner()
  const here = must(await authPages.signIn(owner.email, owner.password))
  const there = await authPages.signIn(owner.email, owner.password)
  const change = (current: string, next: string) =>
    authPages.ask(here.accessToken, 'POST', '/api/auth/password', { current, next })
  const next = aPassword()
  expect(await change('not the present one', next)).toMatchObject({ status: 422, body: { code: 'wrong_password' } })
  expect(await change(owner.password, 'too short')).toMatchObject({ status: 422, body: { code: 'weak_password' } })
  expect((await change(owner.password, next)).status).toBe(204)
  expect((await authPages.ask(here.accessToken, 'GET', '/api/auth/session')).status).toBe(200)
  expect((await authPages.post('/api/auth/refresh', undefined, { cookie: cookieOf(there) })).status).toBe(401)
  expect((await authPages.signIn(owner.email, owner.password)).status).toBe(401)
  expect((await authPages.signIn(owner.email, next)).status).toBe(200)
})

test('guesses at the present password are limited like a sign-in', async () => {
  const owner = await authPages.anOwner()
  const guess = () => owner.ask('POST', '/api/auth/password', { current: 'a wrong guess', next: aPassword() })
  const all: Reply[] = []
  for (let i = 0; i < 12; i++) all.push(await guess())
  expect(all.map(one => one.status)).toEqual([...Array(10).fill(422), 429, 429])
})

test('a hash with other parameters is made anew at the next sign-in, and the password stays', async () => {
  const owner = await authPages.anOwner()
  const db = app.database('gateway')
  const hash = async () => {
    const row = await db
      .prepare('SELECT password_hash AS hash FROM credential WHERE account_id = ?')
      .bind(owner.accountId)
      .first<{ hash: string }>()
    return row?.hash ?? ''
  }
  const { scryptSync } = await import('node:crypto')
  const salt = Buffer.alloc(16, 7)
  const key = scryptSync(owner.password.normalize('NFC'), salt, 32, { N: 512, r: 8, p: 1 })
  const old = `scrypt$512$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`
  await db.prepare('UPDATE credential SET password_hash = ? WHERE account_id = ?').bind(old, owner.accountId).run()
  expect((await authPages.signIn(owner.email, 'wrong')).status).toBe(401)
  expect(await hash()).toBe(old)
  expect((await authPages.signIn(owner.email, owner.password)).status).toBe(200)
  // The cost of these tests: test/support/harness.ts.
  expect(await hash()).toMatch(/^scrypt-chain\$1024\$8\$5\$/)
  expect((await authPages.signIn(owner.email, owner.password)).status).toBe(200)
})

test('no mail holds a name of a person or a password, and nothing of them was logged', async () => {
  const owner = await authPages.anOwner()
  await forgot(owner.email)
  await mailTo(app, owner.email, 1)
  for (const mail of await mailsTo(app, owner.email)) expect(JSON.stringify(mail)).not.toMatch(/Rina|Wijaya|a good one/)
  const ours = JSON.stringify(app.harness.getLogs()).match(/\{\\"event\\".*?\}/g) ?? []
  expect(ours.length).toBeGreaterThan(10)
  expect(ours.join('\n')).not.toMatch(/Rina|@example\.test|a good one|reg-[0-9a-f-]{36}\.|eyJ/)
})
