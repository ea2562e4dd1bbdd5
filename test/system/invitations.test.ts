import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anEmail, aPassword, authPagesOf, face } from '../support/auth-pages.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { mailsTo, mailTo } from '../support/mails.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'

/** Staff, patients, guardians and carers asked into a clinic, by mail and by printed codes. Long because every way in is one story. */

let app: App
let authPages: ReturnType<typeof authPagesOf>
type Owner = Awaited<ReturnType<typeof authPages.anOwner>>
let owner: Owner
beforeAll(async () => {
  app = await startApp()
  authPages = authPagesOf(app)
  owner = await authPages.anOwner()
})
afterAll(() => app.close())

const invite = (by: Pick<Owner, 'ask'>, body: Record<string, unknown>) =>
  by.ask('POST', '/api/auth/invitations', { name: 'Somebody', ...body })
const accept = (body: Record<string, unknown>, accessToken?: string) =>
  authPages.post('/api/auth/invitations/accept', body, accessToken ? { authorization: `Bearer ${accessToken}` } : {})
const look = (token: string) => authPages.post('/api/auth/invitations/look', { token })
const said = (route: string) => descriptionOf(route).answer ?? never()

function never(): never {
  throw new Error('not described')
}

async function aPatient(by: Pick<Owner, 'ask'> = owner, given = 'Kartika'): Promise<string> {
  return must(await by.ask('POST', '/api/patients', { name: { given }, sex: 'female' }), 201).id
}

async function aProfile(by: Pick<Owner, 'ask'> = owner): Promise<string> {
  return must(await by.ask('POST', '/api/staff', { name: 'dr. Sari', profession: 'doctor' }), 201).id
}

test('a doctor is invited by mail and comes in with a new account', async () => {
  const [email, password, staffId] = [anEmail(), aPassword(), await aProfile()]
  const invited = await invite(owner, { email, name: 'dr. Sari', roles: ['doctor', 'owner'], staffId })
  expect(invited.status).toBe(201)
  expect(differences(said('POST /api/auth/invitations'), invited.body)).toEqual([])
  expect(invited.body).toMatchObject({ email, status: 'open', staffId, invitedBy: { id: owner.accountId } })
  expect(invited.body.code).toBeUndefined()

  const mail = await mailTo(app, email)
  expect([mail.page, mail.subject]).toEqual(['invitation', 'A clinic invites you to work with it'])
  expect(JSON.stringify(mail)).not.toContain('Sari')
  const face = await look(mail.token)
  expect(differences(said('POST /api/auth/invitations/look'), face.body)).toEqual([])
  expect(face.body).toMatchObject({ clinicName: 'Klinik Baru', name: 'dr. Sari', email, account: 'new' })

  expect(await accept({ token: mail.token })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'password', rule: 'required' }] },
  })
  expect(await accept({ token: mail.token, password: 'short' })).toMatchObject({ body: { code: 'weak_password' } })
  const accepted = await accept({ token: mail.token, password })
  expect(accepted.status).toBe(201)
  expect(differences(said('POST /api/auth/invitations/accept'), accepted.body)).toEqual([])
  expect(accepted.body.membership).toMatchObject({ clinicId: owner.clinicId, staffId, roles: ['doctor', 'owner'] })
  expect((await authPages.signIn(email, password)).status).toBe(200)
  for (const again of [await accept({ token: mail.token, password }), await look(mail.token)]) {
    expect(again).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
  }
})

test('of twenty who accept one invitation at once, one does', async () => {
  const [email, password] = [anEmail(), aPassword()]
  must(await invite(owner, { email, roles: ['nurse'] }))
  const { token } = await mailTo(app, email)
  const all = await Promise.all(Array.from({ length: 20 }, () => accept({ token, password })))
  const inside = all.filter(one => one.status === 201)
  expect(inside).toHaveLength(1)
  const db = app.database('gateway')
  const row = await db
    .prepare('SELECT count(*) AS n FROM membership m JOIN account a ON a.id = m.account_id WHERE a.email = ?')
    .bind(email)
    .first()
  expect(row).toEqual({ n: 1 })
})

test('twenty accounts at once with one printed code: one of them joins', async () => {
  const patientId = await aPatient()
  const { code } = must(await invite(owner, { roles: ['patient'], patientId, relation: 'carer' }))
  const others = await Promise.all(Array.from({ length: 8 }, () => authPages.anOwner()))
  const all = await Promise.all(others.map(one => accept({ token: code }, one.accessToken)))
  expect(all.map(one => one.status).sort()).toEqual([201, ...Array(7).fill(422)])
})

describe('a known address', () => {
  test('joins with the password it has; another is a wrong guess and never becomes its password', async () => {
    const other = await authPages.anOwner()
    must(await invite(owner, { email: other.email, roles: ['receptionist'] }))
    const { token } = await mailTo(app, other.email, 1)
    expect((await look(token)).body.account).toBe('known')
    const wrong = await accept({ token, password: 'a new password for them' })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'bad_credentials' } })
    const accepted = must(await accept({ token, password: other.password }), 201)
    expect(accepted.account.id).toBe(other.accountId)
    expect(accepted.membership).toMatchObject({ clinicId: owner.clinicId, roles: ['receptionist'] })
    expect(accepted.memberships).toHaveLength(2)
    expect((await authPages.signIn(other.email, 'a new password for them')).status).toBe(401)
    expect((await authPages.signIn(other.email, other.password)).status).toBe(200)
  })

  test('guesses count on the rate limit of sign-in', async () => {
    const other = await authPages.anOwner()
    must(await invite(owner, { email: other.email, roles: ['receptionist'] }))
    const { token } = await mailTo(app, other.email, 1)
    const codes: string[] = []
    for (let i = 0; i < 12; i++) codes.push((await accept({ token, password: 'a wrong one' })).body.code)
    expect(codes).toEqual([...Array(10).fill('bad_credentials'), 'rate_limited', 'rate_limited'])
    expect((await authPages.signIn(other.email, other.password)).status).toBe(429)
  })

  test('joins without a password where it is signed in, and nobody else does', async () => {
    const [other, stranger] = [await authPages.anOwner(), await authPages.anOwner()]
    must(await invite(owner, { email: other.email, roles: ['nurse'] }))
    const { token } = await mailTo(app, other.email, 1)
    expect(await accept({ token }, stranger.accessToken)).toMatchObject({
      status: 409,
      body: { code: 'other_account' },
    })
    expect(await accept({ token }, 'a.b.c')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    const accepted = await accept({ token }, other.accessToken)
    expect(accepted.status).toBe(201)
    expect(accepted.body.membership).toMatchObject({ clinicId: owner.clinicId, roles: ['nurse'] })
    expect(accepted.headers.getSetCookie()).toEqual([])
    expect((await authPages.ask(accepted.body.accessToken, 'GET', '/api/patients')).status).toBe(200)
  })

  test('with a second factor is asked for it', async () => {
    const other = await authPages.anOwner()
    const db = app.database('gateway')
    await db
      .prepare(`INSERT INTO second_factor (account_id, secret, confirmed_at, created_at) VALUES (?, 'x', 1, 1)`)
      .bind(other.accountId)
      .run()
    must(await invite(owner, { email: other.email, roles: ['nurse'] }))
    const { token } = await mailTo(app, other.email, 1)
    const asked = await accept({ token, password: other.password })
    expect(asked).toMatchObject({ status: 200, body: { mfaRequired: true } })
    expect(asked.headers.getSetCookie()).toEqual([])
    must(await authPages.register(other.email), 202)
    const mail = await mailTo(app, other.email, 2)
    const confirmed = await authPages.confirm(mail.token)
    expect(confirmed).toMatchObject({ status: 200, body: { mfaRequired: true } })
    expect(confirmed.headers.getSetCookie()).toEqual([])
  })
})

describe('one account', () => {
  test('stands for several patients and is staff as well', async () => {
    const [self, child, father] = [await aPatient(), await aPatient(owner, 'Adi'), await aPatient(owner, 'Joko')]
    const person = await authPages.aMember(owner, { roles: ['patient'], patientId: self, relation: 'self' })
    expect(person.session.membership).toMatchObject({ role: 'patient', patientId: self })
    for (const [seen, body] of [
      { roles: ['patient'], patientId: child, relation: 'guardian' },
      { roles: ['patient'], patientId: father, relation: 'carer' },
      { roles: ['nurse'] },
    ].entries()) {
      must(await invite(owner, { email: person.email, ...body }))
      const { token } = await mailTo(app, person.email, seen + 1)
      must(await accept({ token, password: person.password }), 201)
    }
    const { membership, memberships } = must(await authPages.signIn(person.email, person.password))
    expect(memberships).toHaveLength(1)
    expect(membership).toMatchObject({ role: 'nurse', roles: ['nurse', 'patient'], patientId: self })
    expect(
      membership.patients.map((one: { patientId: string; relation: string }) => [one.patientId, one.relation]),
    ).toEqual([
      [self, 'self'],
      [child, 'guardian'],
      [father, 'carer'],
    ])
  })

  test('with nothing to gain is not invited again', async () => {
    const patientId = await aPatient()
    const person = await authPages.aMember(owner, { roles: ['patient'], patientId, relation: 'self' })
    const again = await invite(owner, { email: person.email, roles: ['patient'], patientId, relation: 'self' })
    expect(again).toMatchObject({ status: 409, body: { code: 'already_member' } })
  })

  test('that was shut out comes back in by no invitation', async () => {
    const nurse = await authPages.aMember(owner, { roles: ['nurse'] })
    const patientId = await aPatient()
    const body = { email: nurse.email, roles: ['patient'], patientId, relation: 'self' }
    must(await invite(owner, body))
    const { token } = await mailTo(app, nurse.email, 1)
    const { id } = nurse.session.membership
    must(await owner.ask('PATCH', `/api/members/${id}`, { disabled: true }, { 'if-match': '"1"' }))
    expect(await accept({ token, password: nurse.password })).toMatchObject({
      status: 409,
      body: { code: 'already_member' },
    })
    expect(await invite(owner, { ...body, patientId: await aPatient() })).toMatchObject({
      body: { code: 'already_member' },
    })
  })
})

describe('a printed code', () => {
  const portal = async () => ({ roles: ['patient'], patientId: await aPatient(), relation: 'self' })

  test('is shown once, read in any case, and says nothing of an address', async () => {
    const invited = must(await invite(owner, await portal()), 201)
    expect(differences(said('POST /api/auth/invitations'), invited)).toEqual([])
    expect(invited.code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    const listed = must(await owner.ask('GET', '/api/auth/invitations?limit=100'))
    expect(differences(said('GET /api/auth/invitations'), listed)).toEqual([])
    expect(JSON.stringify(listed)).not.toContain(invited.code)
    const seen = await look(invited.code.toLowerCase().replaceAll('-', ' '))
    expect(seen.body).toMatchObject({ account: 'unknown', relation: 'self', roles: ['patient'] })
    expect(seen.body.email).toBeUndefined()
  })

  test('with an address is answered alike for known and unknown, and the mail finishes it', async () => {
    const other = await authPages.anOwner()
    const email = anEmail()
    const codes = [must(await invite(owner, await portal())).code, must(await invite(owner, await portal())).code]
    const known = await accept({ code: codes[0], email: other.email })
    const unknown = await accept({ code: codes[1], email })
    expect(known).toMatchObject({ status: 202, body: { status: 'confirm_by_mail' } })
    expect(face(known)).toEqual(face(unknown))

    const mails = [await mailTo(app, other.email, 1), await mailTo(app, email)]
    expect(mails.map(one => one.page)).toEqual(['confirm', 'invitation'])
    expect(mails[0]?.subject).toBe(mails[1]?.subject)
    const chosen = aPassword()
    const joined = must(await authPages.confirm(mails[0]?.token), 201)
    expect(joined.account.id).toBe(other.accountId)
    const begun = must(await authPages.confirm(mails[1]?.token, chosen), 201)
    expect(begun).toMatchObject({ account: { email, name: 'Somebody' }, membership: { roles: ['patient'] } })
    expect((await authPages.signIn(email, chosen)).status).toBe(200)
    for (const code of codes) expect((await look(code)).status).toBe(422)
  })

  test('with an unknown address leads to the page of the invitation, which asks for a password', async () => {
    const email = anEmail()
    const { code } = must(await invite(owner, await portal()))
    const reply = await accept({ token: code, email })
    expect(reply).toMatchObject({ status: 202, body: { status: 'confirm_by_mail' } })
    const { page, token } = await mailTo(app, email)
    expect(page).toBe('invitation')
    expect((await look(token)).body).toMatchObject({ account: 'new', email })
    expect(await authPages.confirm(token)).toMatchObject({ status: 422, body: { code: 'password_required' } })
    const password = aPassword()
    must(await accept({ token, password }), 201)
    expect((await authPages.signIn(email, password)).status).toBe(200)
  })

  test('needs an address where nobody is signed in', async () => {
    const { code } = must(await invite(owner, await portal()))
    expect(await accept({ token: code, password: aPassword() })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'email', rule: 'required' }] },
    })
  })

  test('causes five mails an hour at most', async () => {
    const email = anEmail()
    const { code } = must(await invite(owner, await portal()))
    for (let i = 0; i < 8; i++) must(await accept({ token: code, email }), 202)
    await mailTo(app, email, 4)
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(await mailsTo(app, email)).toHaveLength(5)
  })
})

describe('the clinic', () => {
  const staff = () => ({ email: anEmail(), roles: ['nurse'] })

  test('takes an invitation back; once', async () => {
    const invited = must(await invite(owner, staff()))
    const { token } = await mailTo(app, invited.email)
    const path = `/api/auth/invitations/${invited.id}`
    expect((await owner.ask('DELETE', path)).status).toBe(204)
    expect((await accept({ token, password: aPassword() })).status).toBe(422)
    expect(await owner.ask('DELETE', path)).toMatchObject({ status: 409, body: { details: { status: 'revoked' } } })
    expect(await owner.ask('POST', `${path}/resend`)).toMatchObject({ status: 409, body: { code: 'wrong_status' } })
  })

  test('sends one anew, which ends what was sent before, by mail and on paper', async () => {
    const mailed = must(await invite(owner, staff()))
    const first = await mailTo(app, mailed.email)
    const resent = await owner.ask('POST', `/api/auth/invitations/${mailed.id}/resend`)
    expect(resent).toMatchObject({ status: 200, body: { version: 2, status: 'open' } })
    expect(differences(said('POST /api/auth/invitations/:id/resend'), resent.body)).toEqual([])
    expect(resent.body.code).toBeUndefined()
    const second = await mailTo(app, mailed.email, 1)
    expect((await look(first.token)).status).toBe(422)
    must(await accept({ token: second.token, password: aPassword() }), 201)

    const printed = must(await invite(owner, { roles: ['nurse'] }))
    const again = must(await owner.ask('POST', `/api/auth/invitations/${printed.id}/resend`))
    expect(again.code).not.toBe(printed.code)
    expect([(await look(printed.code)).status, (await look(again.code)).status]).toEqual([422, 200])
  })

  test('waits seven days, then sends it anew', async () => {
    const invited = must(await invite(owner, staff()))
    const days = (Date.parse(invited.expiresAt) - Date.parse(invited.createdAt)) / 86_400_000
    expect(days).toBe(7)
    const { token } = await mailTo(app, invited.email)
    const db = app.database('gateway')
    await db.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(invited.id).run()
    expect((await accept({ token, password: aPassword() })).status).toBe(422)
    const open = must(await owner.ask('GET', '/api/auth/invitations?status=expired&limit=100'))
    expect(open.items.map((one: { id: string }) => one.id)).toContain(invited.id)
    must(await owner.ask('POST', `/api/auth/invitations/${invited.id}/resend`))
    must(await accept({ token: (await mailTo(app, invited.email, 1)).token, password: aPassword() }), 201)
  })

  test('lists them by status, patient and profile, in pages, to whom they concern', async () => {
    const own = await authPages.anOwner()
    const patientId = await aPatient(own)
    const staffId = await aProfile(own)
    const ids = [
      must(await invite(own, { roles: ['doctor'], staffId })).id,
      must(await invite(own, { roles: ['patient'], patientId, relation: 'self' })).id,
      must(await invite(own, { roles: ['nurse'] })).id,
    ]
    await own.ask('DELETE', `/api/auth/invitations/${ids[2]}`)
    const list = async (by: Pick<Owner, 'ask'>, search: string): Promise<string[]> =>
      must(await by.ask('GET', `/api/auth/invitations${search}`)).items.map((one: { id: string }) => one.id)
    expect(await list(own, '')).toEqual([...ids].reverse())
    expect(await list(own, '?status=open')).toEqual([ids[1], ids[0]])
    expect(await list(own, '?status=revoked,accepted')).toEqual([ids[2]])
    expect(await list(own, `?patientId=${patientId}`)).toEqual([ids[1]])
    expect(await list(own, `?staffId=${staffId}`)).toEqual([ids[0]])
    const first = must(await own.ask('GET', '/api/auth/invitations?limit=2'))
    expect(await list(own, `?limit=2&cursor=${first.nextCursor}`)).toEqual([ids[0]])
    const desk = await authPages.aMember(own, { roles: ['receptionist'] })
    expect(await list(desk, '')).toEqual([ids[1]])
    expect((await desk.ask('DELETE', `/api/auth/invitations/${ids[0]}`)).status).toBe(404)
    expect(await list(await authPages.anOwner(), '')).toEqual([])
  })
})

describe('an invitation is refused', () => {
  test('of staff, to anybody but the owner', async () => {
    const desk = await authPages.aMember(owner, { roles: ['receptionist'] })
    const patientId = await aPatient()
    expect(await invite(desk, { roles: ['nurse'] })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await invite(desk, { roles: ['patient'], patientId, relation: 'self' })).status).toBe(201)
  })

  test('where it does not fit together', async () => {
    const patientId = await aPatient()
    const staffId = await aProfile()
    const wrong: [Record<string, unknown>, string][] = [
      [{ roles: ['patient'] }, 'patientId'],
      [{ roles: ['patient'], patientId }, 'relation'],
      [{ roles: ['patient', 'nurse'], patientId, relation: 'self' }, 'roles'],
      [{ roles: ['patient'], patientId, relation: 'self', staffId }, 'staffId'],
      [{ roles: ['nurse'], patientId }, 'patientId'],
      [{ roles: ['nurse'], relation: 'self' }, 'relation'],
      [{ roles: ['nurse', 'nurse'] }, 'roles'],
      [{ roles: [] }, 'roles'],
      [{ roles: ['janitor'] }, 'roles.0'],
    ]
    for (const [body, path] of wrong) {
      const reply: Reply = await invite(owner, body)
      expect(reply.status, JSON.stringify(body)).toBe(400)
      expect(reply.body.fields.map((one: { path: string }) => one.path)).toContain(path)
    }
  })

  test("for another clinic's patient or profile, one who has died, is archived or has left", async () => {
    const other = await authPages.anOwner()
    const [died, archived] = [await aPatient(), await aPatient()]
    must(await owner.ask('PATCH', `/api/patients/${died}`, { deceased: { date: '2026-01-01' } }, { 'if-match': '"1"' }))
    must(await owner.ask('POST', `/api/patients/${archived}/archive`))
    const codes = await Promise.all(
      [await aPatient(other), 'pat-none', died, archived].map(async patientId => {
        const reply = await invite(owner, { roles: ['patient'], patientId, relation: 'self' })
        return [reply.status, reply.body.code]
      }),
    )
    expect(codes).toEqual([
      [422, 'patient_not_found'],
      [422, 'patient_not_found'],
      [422, 'patient_deceased'],
      [422, 'patient_archived'],
    ])
    const foreign = await invite(owner, { roles: ['doctor'], staffId: await aProfile(other) })
    expect(foreign).toMatchObject({ status: 422, body: { code: 'staff_not_found' } })
  })
})
