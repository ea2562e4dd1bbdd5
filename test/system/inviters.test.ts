import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anEmail, aPassword } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'
import { type Asker, relationsOf } from '../support/relations.ts'

/** An invitation is worth what its inviter still may. */

let app: App
let fixture: ClinicFixture
let relations: ReturnType<typeof relationsOf>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  relations = relationsOf(app, fixture)
})
afterAll(() => app.close())

const owner = () => fixture.people.owner

/** The membership of an account, as the owner finds it. */
async function memberOf(accountId: string): Promise<{ id: string; match: Record<string, string> }> {
  const { items } = must(await owner().ask('GET', '/api/members?role=owner,doctor,nurse,receptionist&limit=100'))
  const { id, version } = items.find((one: { account: { id: string } }) => one.account.id === accountId)
  return { id, match: { 'if-match': `"${version}"` } }
}

const change = async (accountId: string, body: object) => {
  const { id, match } = await memberOf(accountId)
  must(await owner().ask('PATCH', `/api/members/${id}`, body, match))
}
const remove = async (accountId: string) => {
  const { id, match } = await memberOf(accountId)
  must(await owner().ask('DELETE', `/api/members/${id}`, undefined, match))
}

async function invite(by: Asker, body: object): Promise<{ id: string; token: string; code?: string }> {
  const email = anEmail()
  const { id } = must(await by.ask('POST', '/api/auth/invitations', { name: 'Somebody', email, ...body }))
  return { id, token: (await mailTo(app, email)).token }
}

const accept = (token: string) =>
  relations.authPages.post('/api/auth/invitations/accept', { token, password: aPassword() })
const look = (token: string) => relations.authPages.post('/api/auth/invitations/look', { token })

const aColleague = { roles: ['nurse'] }
const aReader = async () => {
  const { patientId } = await relations.aChart()
  return { roles: ['patient'], patientId, relation: 'carer' }
}

const leaving: [how: string, leave: (accountId: string) => Promise<void>][] = [
  ['was removed', remove],
  ['was disabled', accountId => change(accountId, { disabled: true })],
  ['is no owner any more', accountId => change(accountId, { roles: ['receptionist'] })],
]

describe.each(leaving)('the inviter %s', (_, leave) => {
  test('and whom she asked in to work does not come in', async () => {
    const inviter = await relations.aMember('owner')
    const { id, token } = await invite(inviter, aColleague)
    await leave(inviter.accountId)
    for (const tried of [await look(token), await accept(token)]) {
      expect(tried).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
    }
    const { items } = must(await owner().ask('GET', '/api/auth/invitations?status=revoked&limit=100'))
    expect(items.map((one: { id: string }) => one.id)).toContain(id)
  })
})

test('whoever may invite patients still, although no staff, has invited them for good', async () => {
  const inviter = await relations.aMember('owner')
  const { token } = await invite(inviter, await aReader())
  await change(inviter.accountId, { roles: ['receptionist'] })
  expect((await accept(token)).status).toBe(201)
})

test('a printed code ends with the inviter, too', async () => {
  const desk = await relations.aMember('receptionist')
  const body = { name: 'Somebody', ...(await aReader()) }
  const { code } = must(await desk.ask('POST', '/api/auth/invitations', body))
  await remove(desk.accountId)
  const outsider = await relations.anOutsider()
  const { accessToken } = must(await relations.authPages.signIn(outsider.email, outsider.password))
  const headers = { authorization: `Bearer ${accessToken}` }
  const tried = await relations.authPages.post('/api/auth/invitations/accept', { token: code }, headers)
  expect(tried).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
})

test('what is not heard of when somebody leaves is asked at acceptance: an account that was disabled as a whole', async () => {
  const inviter = await relations.aMember('owner')
  const { token } = await invite(inviter, aColleague)
  const disable = 'UPDATE account SET disabled_at = 1 WHERE id = ?'
  await app.database('gateway').prepare(disable).bind(inviter.accountId).run()
  expect(await accept(token)).toMatchObject({ status: 422, body: { code: 'link_invalid' } })
})

test("the others' invitations stay", async () => {
  const [leaver, stayer] = [await relations.aMember('owner'), await relations.aMember('owner')]
  const { token } = await invite(stayer, aColleague)
  await remove(leaver.accountId)
  expect((await accept(token)).status).toBe(201)
})
