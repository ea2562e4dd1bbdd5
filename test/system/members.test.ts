import { afterAll, beforeAll, expect, test } from 'vitest'
import { authPagesOf } from '../support/auth-pages.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { descriptionOf, differences } from '../support/route-descriptions.ts'

/** The owner's list of who may sign in, over HTTP; what a change does to whoever is signed in. */

let app: App
let authPages: ReturnType<typeof authPagesOf>
beforeAll(async () => {
  app = await startApp()
  authPages = authPagesOf(app)
})
afterAll(() => app.close())

const match = (version: number) => ({ 'if-match': `"${version}"` })

test('a member is listed, read, changed and removed', async () => {
  const owner = await authPages.anOwner()
  const nurse = await authPages.aMember(owner, { roles: ['nurse'] })
  const { id } = nurse.session.membership
  const listed = await owner.ask('GET', '/api/members')
  expect(differences(descriptionOf('GET /api/members').answer ?? never(), listed.body)).toEqual([])
  expect(listed.body.items).toMatchObject([
    { account: { id: owner.accountId, email: owner.email }, roles: ['owner'], disabled: false, secondFactor: false },
    { id, account: { email: nurse.email }, roles: ['nurse'], lastSeenAt: expect.any(String) },
  ])
  const read = await owner.ask('GET', `/api/members/${id}`)
  expect([read.status, read.headers.get('etag')]).toEqual([200, '"1"'])
  expect((await owner.ask('PATCH', `/api/members/${id}`, { roles: ['doctor'] })).status).toBe(428)
  const staffId = must(await owner.ask('POST', '/api/staff', { name: 'dr. Sari', profession: 'doctor' })).id
  const changed = await owner.ask('PATCH', `/api/members/${id}`, { roles: ['doctor'], staffId }, match(1))
  expect(changed).toMatchObject({ status: 200, body: { version: 2, roles: ['doctor'], staffId } })
  expect(await owner.ask('PATCH', `/api/members/${id}`, { disabled: true }, match(1))).toMatchObject({ status: 412 })
  expect((await owner.ask('DELETE', `/api/members/${id}`, undefined, match(2))).status).toBe(204)
  expect((await owner.ask('GET', `/api/members/${id}`)).status).toBe(404)
})

function never(): never {
  throw new Error('not described')
}

test('another profile is looked for in the clinic, and none can be taken away', async () => {
  const [owner, other] = [await authPages.anOwner(), await authPages.anOwner()]
  const nurse = await authPages.aMember(owner, { roles: ['nurse'] })
  const path = `/api/members/${nurse.session.membership.id}`
  const foreign = must(await other.ask('POST', '/api/staff', { name: 'dr. Sari', profession: 'doctor' })).id
  expect(await owner.ask('PATCH', path, { staffId: foreign }, match(1))).toMatchObject({
    status: 422,
    body: { code: 'staff_not_found' },
  })
  const own = must(await owner.ask('POST', '/api/staff', { name: 'Ns. Budi', profession: 'nurse' })).id
  must(await owner.ask('PATCH', path, { staffId: own }, match(1)))
  expect(must(await owner.ask('PATCH', path, { staffId: null }, match(2))).staffId).toBeUndefined()
})

test.each([
  ['another role', { roles: ['receptionist'] }],
  ['disabled', { disabled: true }],
  ['removed', undefined],
])(
  'who is %s cannot write with the token of before, and with the role of now after a refresh',
  async (what, change) => {
    const owner = await authPages.anOwner()
    const nurse = await authPages.aMember(owner, { roles: ['nurse'] })
    const write = () => nurse.ask('POST', '/api/patients', { name: { given: 'Sri' }, sex: 'female' })
    expect((await write()).status).toBe(201)
    const path = `/api/members/${nurse.session.membership.id}`
    const done = change
      ? await owner.ask('PATCH', path, change, match(1))
      : await owner.ask('DELETE', path, undefined, match(1))
    expect(done.status).toBeLessThan(300)
    expect((await write()).status).toBe(401)
    const again = await authPages.signIn(nurse.email, nurse.password)
    expect(again.status).toBe(what === 'another role' ? 200 : 401)
    if (again.status === 200) expect(again.body.membership.roles).toEqual(['receptionist'])
  },
)

test('a removed member is invited again and comes back with the account there was', async () => {
  const owner = await authPages.anOwner()
  const nurse = await authPages.aMember(owner, { roles: ['nurse'] })
  const path = `/api/members/${nurse.session.membership.id}`
  expect((await owner.ask('DELETE', path, undefined, match(1))).status).toBe(204)
  const invited = must(await owner.ask('POST', '/api/auth/invitations', { name: 'Again', roles: ['doctor'] }))
  expect(invited.code).toEqual(expect.any(String))
})

test('the last owner stays', async () => {
  const owner = await authPages.anOwner()
  const { membership } = must(await authPages.signIn(owner.email, owner.password))
  const path = `/api/members/${membership.id}`
  const refused = { status: 409, body: { code: 'last_owner' } }
  expect(await owner.ask('PATCH', path, { roles: ['doctor'] }, match(1))).toMatchObject(refused)
  expect(await owner.ask('PATCH', path, { disabled: true }, match(1))).toMatchObject(refused)
  expect(await owner.ask('DELETE', path, undefined, match(1))).toMatchObject(refused)
})

/** What answers carry and no request may set. */
const output = {
  id: 'x-1',
  clinicId: 'cln-1',
  accountId: 'acc-1',
  membershipId: 'mbr-1',
  version: 9,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  confirmedAt: '2026-01-01T00:00:00.000Z',
  disabledAt: null,
  acceptedAt: '2026-01-01T00:00:00.000Z',
  acceptedBy: 'acc-1',
  revokedAt: null,
  expiresAt: '2036-01-01T00:00:00.000Z',
  status: 'active',
  round: 7,
  code: 'AAAA-AAAA-AAAA-AAAA',
  codeHash: 'x',
  passwordHash: 'x',
  invitedBy: { id: 'acc-1', name: 'x' },
  account: { id: 'acc-1' },
  patients: [{ patientId: 'pat-1', relation: 'self' }],
  secondFactor: true,
  lastSeenAt: '2026-01-01T00:00:00.000Z',
  requireSecondFactor: false,
  role: 'owner',
}

const clinic = { name: 'A clinic', timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' }
const someone = { name: 'Rina', email: 'rina@example.test', password: 'a good and long one' }
const writable: [string, string, Record<string, unknown>, ((more: object) => object)?][] = [
  ['POST', '/api/auth/register', { clinic, owner: someone }],
  [
    'POST',
    '/api/auth/register',
    { clinic, owner: someone },
    more => ({ clinic: { ...clinic, ...more }, owner: someone }),
  ],
  ['POST', '/api/auth/register', { clinic, owner: someone }, more => ({ clinic, owner: { ...someone, ...more } })],
  ['POST', '/api/auth/confirm', { token: 'nobody-made-this' }],
  ['POST', '/api/auth/password/forgot', { email: 'rina@example.test' }],
  ['POST', '/api/auth/password/reset', { token: 'nobody-made-this', password: 'a good and long one' }],
  ['POST', '/api/auth/password', { current: 'x', next: 'a good and long one' }],
  ['POST', '/api/auth/invitations', { name: 'Rina', roles: ['nurse'] }],
  ['POST', '/api/auth/invitations/look', { token: 'nobody-made-this' }],
  ['POST', '/api/auth/invitations/accept', { token: 'nobody-made-this', password: 'a good and long one' }],
  ['PATCH', '/api/members/mbr-1', { roles: ['nurse'] }],
]

test.each(writable)('%s %s takes nothing that only answers carry', async (method, path, body, into) => {
  const owner = await authPages.anOwner()
  for (const [name, value] of Object.entries(output)) {
    // A printed code is answered where it is made, and typed where it is accepted.
    if (name === 'code' && path.endsWith('/accept')) continue
    const more = { [name]: value }
    const reply = await owner.ask(method, path, into ? into(more) : { ...body, ...more }, match(1))
    expect([name, reply.status, reply.body.code]).toEqual([name, 400, 'invalid_request'])
    expect(reply.body.fields).toEqual([{ path: expect.stringMatching(new RegExp(`${name}$`)), rule: 'unknown_key' }])
  }
})
