import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPassword, authPagesOf } from '../support/auth-pages.ts'
import { aClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Person, type Reply, startApp } from '../support/harness.ts'
import { aBrowser } from '../support/http-browser.ts'
import { mailsTo, mailTo } from '../support/mails.ts'

/** How many mails somebody can have sent to an address that they only typed, and what stands in them of their own words. */

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const anAddress = () => `${crypto.randomUUID()}@example.test`
const invite = (owner: Person, email: string | undefined, name = 'Sari') =>
  owner.ask('POST', '/api/auth/invitations', { name, roles: ['nurse'], ...(email ? { email } : {}) })
const scopes = (replies: Reply[]) => replies.map(one => (one.status === 429 ? one.body.details.scope : one.status))

/** An owner whose clinic identity knows by a name. */
async function anOwner(clinicName = 'A clinic'): Promise<Person> {
  const owner = await app.aClinic().as('owner')
  await app
    .database('gateway')
    .prepare('UPDATE clinic SET name = ? WHERE id = ?')
    .bind(clinicName, owner.claims.clinicId)
    .run()
  return owner
}

test('one address is invited, or invited again, five times an hour by one clinic, and the wait is told', async () => {
  const owner = await anOwner()
  const email = anAddress()
  const invitation = must(await invite(owner, email), 201)
  const resend = () => owner.ask('POST', `/api/auth/invitations/${invitation.id}/resend`)
  const again: Reply[] = []
  for (let i = 0; i < 5; i++) again.push(i % 2 === 0 ? await resend() : await invite(owner, email))
  expect(scopes(again)).toEqual([200, 201, 200, 201, 'mailbox'])
  expect(Number(again.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(3_500)
  must(await invite(owner, anAddress()), 201)
})

test('a member invites sixty times an hour, printed codes included; another member goes on, up to what the clinic may', async () => {
  const owner = await anOwner()
  const second = await app.aClinic({ clinicId: owner.claims.clinicId }).as('owner')
  for (let i = 0; i < 60; i++) must(await invite(owner, undefined), 201)
  expect(scopes([await invite(owner, undefined)])).toEqual(['inviter'])
  must(await invite(second, undefined), 201)
  await app
    .database('gateway')
    .prepare(
      `INSERT INTO attempt (id, subject, at) SELECT 'many-' || value || ?1, 'invite_clinic:' || ?1, ?2
       FROM json_each(?3)`,
    )
    .bind(owner.claims.clinicId, Date.now(), JSON.stringify(Array.from({ length: 200 }, (_, i) => i)))
    .run()
  expect(scopes([await invite(second, undefined)])).toEqual(['clinic'])
})

/** What anybody can ask for at the public forms: to become a patient at either of two clinics, five times each, then to register one. */
async function strangersAsk(email: string, times: number): Promise<Reply[]> {
  const pages = [await aClinicFixture(app), await aClinicFixture(app)].map(
    one => `/api/public/clinic-${one.canary}/register`,
  )
  const replies: Reply[] = []
  for (let i = 0; i < times; i++) {
    const page = pages[Math.floor(i / 5)]
    const typed = { name: 'Somebody', email, password: aPassword() }
    replies.push(
      await (page ? aBrowser(app).post(page, typed) : authPagesOf(app).register(email, 'Klinik Baru', typed)),
    )
  }
  return replies
}

test("strangers' requests keep no invitation away, and are answered as ever beyond ten mails an hour", async () => {
  const email = anAddress()
  const replies = await strangersAsk(email, 13)
  expect(new Set(replies.map(one => `${one.status} ${JSON.stringify(one.body)}`)).size).toBe(1)
  expect(replies[0]?.status).toBe(202)
  await mailTo(app, email, 9)
  const owner = await anOwner()
  const invitation = must(await invite(owner, email), 201)
  expect((await mailTo(app, email, 10)).page).toBe('invitation')
  must(await owner.ask('POST', `/api/auth/invitations/${invitation.id}/resend`))
  expect((await mailTo(app, email, 11)).page).toBe('invitation')
  expect(await mailsTo(app, email)).toHaveLength(12)
})

test("what other clinics sent to an address keeps none of a clinic's own invitations away", async () => {
  const email = anAddress()
  for (let i = 0; i < 11; i++) must(await invite(await anOwner(), email), 201)
  expect((await mailTo(app, email, 10)).page).toBe('invitation')
})

test("the holder of a clinic's printed codes fills no mailbox, and takes none of the clinic's own mails", async () => {
  const owner = await anOwner()
  const email = anAddress()
  for (let i = 0; i < 7; i++) {
    const { code } = must(await invite(owner, undefined), 201)
    expect((await aBrowser(app).post('/api/auth/invitations/accept', { code, email })).status).toBe(202)
  }
  must(await invite(owner, email), 201)
  await mailTo(app, email, 5)
  expect(await mailsTo(app, email)).toHaveLength(6)
})

test('registering with a name that is a link is refused', async () => {
  const clinic = { timezone: 'Asia/Jakarta', country: 'ID', currency: 'IDR', locale: 'en' }
  const register = (name: string, owner: string) =>
    aBrowser(app).post('/api/auth/register', {
      clinic: { ...clinic, name },
      owner: { name: owner, email: anAddress(), password: 'four words nobody joins' },
    })
  expect((await register('Win at https://evil.example', 'Rina')).body.fields).toEqual([
    { path: 'clinic.name', rule: 'name_with_link' },
  ])
  expect((await register('Klinik', 'www.evil.example')).body.fields).toEqual([
    { path: 'owner.name', rule: 'name_with_link' },
  ])
  expect((await register('Praktik dr.Rina', 'drg.Siti S.Ked')).status).toBe(202)
})

test("a clinic's name stands in no subject, and is neither link nor message in a mail", async () => {
  const email = anAddress()
  must(await invite(await anOwner(`Your account ends today, go to evil.example ${'and pay '.repeat(9)}`), email), 201)
  const mail = await mailTo(app, email)
  expect(mail.subject).toBe('A clinic invites you to work with it')
  expect(mail.text).not.toMatch(/evil\.example|and pay and pay/)
})
