import { afterAll, beforeAll, expect, test } from 'vitest'
import { anEmail, aPassword } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'
import { type Asker, type Chart, hours, relationsOf } from '../support/relations.ts'

/** A merge joins what is written of one person. It makes nobody a reader: an account gains nothing by it that nobody has verified. */

let app: App
let fixture: ClinicFixture
let relations: ReturnType<typeof relationsOf>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  relations = relationsOf(app, fixture)
})
afterAll(() => app.close())

const merge = (id: string, intoId: string) =>
  fixture.people.receptionist.ask('POST', `/api/patients/${id}/merge`, { intoId })
const unmerge = (id: string) => fixture.people.receptionist.ask('POST', `/api/patients/${id}/unmerge`)

/** Somebody who registered on the clinic's public page by a name that is not theirs. */
async function aStranger(name = 'Kartika') {
  const { post, signIn } = relations.authPages
  const [email, password] = [anEmail(), aPassword()]
  must(await post(`/api/public/clinic-${fixture.canary}/register`, { name, email }), 202)
  const { token } = await mailTo(app, email)
  const { membership } = must(await post('/api/auth/confirm', { token, password }), 201)
  /** Signs in anew, as the web app's refresh does for an open session. */
  const again = async (): Promise<Asker> => relations.bearing(must(await signIn(email, password)).accessToken)
  return { patientId: membership.patientId as string, again }
}

async function expectClosed(reader: Asker, chart: Chart): Promise<void> {
  expect(await relations.record(reader, chart)).toBe('closed')
  for (const path of ['', '/timeline', '/summary', '/access-log']) {
    const { status } = await reader.ask('GET', `/api/patients/${chart.patientId}${path}`)
    expect([401, 403, 404], path).toContain(status)
  }
}

test('a stranger whose registration is merged into the record of a patient reads nothing of it', async () => {
  const [stranger, victim] = [await aStranger(), await relations.aChart({ email: anEmail() })]
  must(await merge(stranger.patientId, victim.patientId))
  await expectClosed(await stranger.again(), victim)
})

test("nor where the patient's record is merged into the stranger's registration", async () => {
  const [stranger, victim] = [await aStranger(), await relations.aChart({ email: anEmail() })]
  must(await merge(victim.patientId, stranger.patientId))
  const reader = await stranger.again()
  expect(await relations.record(reader, victim)).toBe('closed')
  const visits = await reader.ask('GET', `/api/encounters?patientId=${stranger.patientId}`)
  expect(JSON.stringify(visits.body)).not.toContain(victim.encounterId)
})

test('a merge shows the accounts of both sides', async () => {
  const [one, two] = [`Stranger ${crypto.randomUUID()}`, `Carer ${crypto.randomUUID()}`]
  const [stranger, victim] = [await aStranger(one), await relations.aChart({ email: anEmail() })]
  await relations.invited(victim, 'carer', { name: two })
  // The patient is no longer called as the account is: what stands in the answer is the account.
  const named = { name: { given: 'Kartika', text: 'Kartika' } }
  must(
    await fixture.people.receptionist.ask('PATCH', `/api/patients/${stranger.patientId}`, named, { 'if-match': '"1"' }),
  )
  const body = must(await merge(stranger.patientId, victim.patientId))
  for (const name of [one, two]) expect(JSON.stringify(body)).toContain(name)
})

test('an unmerge takes back at once what the merge gave, from the session that is open too', async () => {
  const [duplicate, kept] = [await relations.aChart({ email: anEmail() }), await relations.aChart()]
  const { again } = await relations.aRelationOfBefore(duplicate)
  must(await merge(duplicate.patientId, kept.patientId))
  const reader = await again()
  must(await unmerge(duplicate.patientId))
  for (const path of ['', '/timeline', '/summary', '/access-log']) {
    const { status } = await reader.ask('GET', `/api/patients/${kept.patientId}${path}`)
    expect([401, 403, 404], path).toContain(status)
  }
  const visits = await reader.ask('GET', `/api/appointments?patientId=${kept.patientId}`)
  expect([401, 403, 404]).toContain(visits.status)
  await expectClosed(await again(), kept)
  expect(await relations.record(await again(), duplicate)).toBe('open')
})

/** A carer whom the desk invited to this record, who has waited her day and signs in anew. */
async function aCarer({ patientId, ...chart }: Chart): Promise<() => Promise<Asker>> {
  const [email, password] = [anEmail(), aPassword()]
  const body = { name: 'Somebody', email, roles: ['patient'], patientId, relation: 'carer' }
  must(await fixture.people.receptionist.ask('POST', '/api/auth/invitations', body))
  const { token } = await mailTo(app, email)
  must(await relations.authPages.post('/api/auth/invitations/accept', { token, password }), 201)
  await relations.pass({ patientId, ...chart }, 25 * hours)
  return async () => relations.bearing(must(await relations.authPages.signIn(email, password)).accessToken)
}

test('a duplicate that the desk made for it carries its account nowhere: the relation ends', async () => {
  const [duplicate, victim] = [await relations.aChart({ email: anEmail() }), await relations.aChart()]
  const again = await aCarer(duplicate)
  expect(await relations.record(await again(), duplicate)).toBe('open')
  const { relations: touched } = must(await merge(duplicate.patientId, victim.patientId))
  expect(touched).toMatchObject([{ relation: 'carer', afterMerge: 'ends' }])
  for (const chart of [victim, duplicate]) await expectClosed(await again(), chart)
})

test('an account that is new to the patient who is kept waits for approval: what is written from then on is written there', async () => {
  const [duplicate, kept] = [await relations.aChart(), await relations.aChart({ email: anEmail() })]
  const again = await aCarer(kept)
  const { relations: touched } = must(await merge(duplicate.patientId, kept.patientId))
  expect(touched).toMatchObject([{ relation: 'carer', afterMerge: 'closes' }])
  for (const chart of [kept, duplicate]) expect(await relations.record(await again(), chart)).toBe('closed')
  expect((await (await again()).ask('GET', `/api/patients/${kept.patientId}`)).status).toBe(200)
  expect((await (await again()).ask('GET', `/api/patients/${duplicate.patientId}`)).status).toBe(404)
  must(await unmerge(duplicate.patientId))
  expect(await relations.record(await again(), kept)).toBe('open')
  must(await merge(duplicate.patientId, kept.patientId))
  must(await relations.approve(fixture.people.owner, await relations.theRelation(kept)))
  for (const chart of [kept, duplicate]) expect(await relations.record(await again(), chart)).toBe('open')
})

test('an invitation to the duplicate that is accepted after the merge opens nothing', async () => {
  const [duplicate, victim] = [await relations.aChart({ email: anEmail() }), await relations.aChart()]
  const { receptionist } = fixture.people
  const body = { name: 'Somebody', roles: ['patient'], patientId: duplicate.patientId, relation: 'carer' }
  const { code } = must(await receptionist.ask('POST', '/api/auth/invitations', body))
  must(await merge(duplicate.patientId, victim.patientId))
  const outsider = await relations.anOutsider()
  const { accessToken } = must(await relations.authPages.signIn(outsider.email, outsider.password))
  const headers = { authorization: `Bearer ${accessToken}` }
  const accepted = await relations.authPages.post('/api/auth/invitations/accept', { token: code }, headers)
  const reader = relations.bearing(must(accepted, 201).accessToken)
  await relations.pass(duplicate, 25 * hours)
  await expectClosed(reader, victim)
  await expectClosed(reader, duplicate)
})

test('an archived or deceased patient has no portal, and a restored one has it again', async () => {
  const { receptionist } = fixture.people
  const chart = await relations.aChart()
  const path = `/api/patients/${chart.patientId}`
  const { again } = await relations.aRelationOfBefore(chart)
  const open = async () => relations.record(await again(), chart)
  expect(await open()).toBe('open')
  must(await receptionist.ask('POST', `${path}/archive`))
  expect(await open()).toBe('closed')
  expect((await (await again()).ask('GET', path)).status).toBe(404)
  must(await receptionist.ask('POST', `${path}/restore`))
  expect(await open()).toBe('open')
  const { version } = must(await receptionist.ask('GET', path))
  must(await receptionist.ask('PATCH', path, { deceased: {} }, { 'if-match': `"${version}"` }))
  expect(await open()).toBe('closed')
})
