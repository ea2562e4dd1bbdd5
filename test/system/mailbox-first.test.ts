import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anEmail, aPassword, authPagesOf, face } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { mailsTo, mailTo } from '../support/mails.ts'

/** A mailbox is proved before a password is chosen, at every door: nobody sits in an account before its owner comes. */

let app: App
let fixture: ClinicFixture
let authPages: ReturnType<typeof authPagesOf>
let owner: Awaited<ReturnType<typeof authPages.anOwner>>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  authPages = authPagesOf(app)
  owner = await authPages.anOwner()
})
afterAll(() => app.close())

/** A code on paper, for a patient of her own. */
async function aPrintedCode(): Promise<string> {
  const patientId = must(await owner.ask('POST', '/api/patients', { name: { given: 'Kartika' }, sex: 'female' })).id
  const portal = { name: 'Somebody', roles: ['patient'], patientId, relation: 'self' }
  return must(await owner.ask('POST', '/api/auth/invitations', portal), 201).code
}

type Door = (email: string, password?: string) => Promise<Reply>

const doors: Record<string, Door> = {
  'the registration of a clinic': (email, password) => authPages.register(email, 'Klinik Baru', { password }),
  'the public page of a clinic': (email, password) =>
    authPages.post(`/api/public/clinic-${fixture.canary}/register`, { name: 'Somebody', email, password }),
  'a printed code': async (email, password) =>
    authPages.post('/api/auth/invitations/accept', { code: await aPrintedCode(), email, password }),
}

describe.each(Object.entries(doors))('%s', (_, enter) => {
  test('throws away the password of whoever typed the address: the one who got the mail chooses it', async () => {
    const [email, strangers, own] = [anEmail(), aPassword(), aPassword()]
    expect(await enter(email, strangers)).toMatchObject({ status: 202, body: { status: 'confirm_by_mail' } })
    const { token } = await mailTo(app, email)
    expect(await authPages.confirm(token)).toMatchObject({
      status: 422,
      body: { code: 'password_required', details: { email } },
    })
    expect(must(await authPages.confirm(token, own), 201).account.email).toBe(email)
    expect((await authPages.signIn(email, strangers)).status).toBe(401)
    expect((await authPages.signIn(email, own)).status).toBe(200)
  })

  test('does not even look at it', async () => {
    const [none, weak] = [await enter(anEmail()), await enter(anEmail(), 'short')]
    expect(none.status).toBe(202)
    expect(face(weak)).toEqual(face(none))
  })

  test('makes no account before the mail is followed, and a refused password uses nothing up', async () => {
    const email = anEmail()
    must(await enter(email), 202)
    const { token } = await mailTo(app, email)
    const db = app.database('gateway')
    const accounts = () => db.prepare('SELECT id FROM account WHERE email = ?').bind(email).first()
    expect(await authPages.confirm(token, 'short')).toMatchObject({ status: 422, body: { code: 'weak_password' } })
    expect(await authPages.confirm(token)).toMatchObject({ status: 422 })
    expect(await accounts()).toBeNull()
    must(await authPages.confirm(token, aPassword()), 201)
    expect(await accounts()).not.toBeNull()
  })

  test('answers a known address alike, whose own password then stays, whatever is sent with the link', async () => {
    const known = await authPages.anOwner()
    const [strangers, other] = [aPassword(), aPassword()]
    expect(face(await enter(known.email, strangers))).toEqual(face(await enter(anEmail(), strangers)))
    const { token } = await mailTo(app, known.email, 1)
    expect(must(await authPages.confirm(token, other), 201).account.id).toBe(known.accountId)
    for (const wrong of [strangers, other]) expect((await authPages.signIn(known.email, wrong)).status).toBe(401)
    expect((await authPages.signIn(known.email, known.password)).status).toBe(200)
  })
})

test('an invitation by mail proves the mailbox itself: its link alone asks for the password', async () => {
  const email = anEmail()
  must(await owner.ask('POST', '/api/auth/invitations', { name: 'Somebody', roles: ['nurse'], email }), 201)
  const { page, token } = await mailTo(app, email)
  expect(page).toBe('invitation')
  expect((await authPages.post('/api/auth/invitations/accept', { token, email: anEmail() })).status).toBe(400)
  must(await authPages.post('/api/auth/invitations/accept', { token, password: aPassword() }), 201)
  expect(await mailsTo(app, email)).toHaveLength(1)
})

test('identity takes no account whose address nobody proved, and no new address in place of a proved one', async () => {
  const db = app.database('gateway')
  const insert = (confirmedAt: number | null) =>
    db
      .prepare(
        `INSERT INTO account (id, email, name, locale, confirmed_at, created_at, updated_at) VALUES (?, ?, 'A', 'en', ?, 1, 1)`,
      )
      .bind(`acc-${crypto.randomUUID()}`, anEmail(), confirmedAt)
      .run()
  await expect(insert(null)).rejects.toThrow('address_unproved')
  await insert(1)
  const move = (confirmedAt: number) =>
    db
      .prepare('UPDATE account SET email = ?, confirmed_at = confirmed_at + ? WHERE id = ?')
      .bind(anEmail(), confirmedAt, owner.accountId)
      .run()
  await expect(move(0)).rejects.toThrow('address_unproved')
})
