import { afterAll, beforeAll, expect, test } from 'vitest'
import { anEmail, aPassword } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailsTo, mailTo } from '../support/mails.ts'
import { type Asker, type Chart, hours, relationsOf } from '../support/relations.ts'

/** What a relation reaches anew by a merge waits for an owner or doctor who had no hand in it, and the patient hears of it. */

let app: App
let fixture: ClinicFixture
let relations: ReturnType<typeof relationsOf>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  relations = relationsOf(app, fixture)
})
afterAll(() => app.close())

const merge = (id: string, intoId: string, by: Asker = fixture.people.receptionist) =>
  by.ask('POST', `/api/patients/${id}/merge`, { intoId })
const verify = ({ patientId }: Chart, by: Asker = fixture.people.receptionist) =>
  by.ask('POST', `/api/patients/${patientId}/verify`, { document: 'passport' })

const told = (email: string, mails = 1) =>
  expect.poll(async () => (await mailsTo(app, email)).length, { timeout: 5_000 }).toBe(mails)

/** An account that the desk invited to this record a day ago, and that signs in anew. */
async function aNewcomer(chart: Chart, relation = 'self') {
  const [email, password] = [anEmail(), aPassword()]
  const body = { name: 'Somebody', email, roles: ['patient'], patientId: chart.patientId, relation }
  must(await fixture.people.receptionist.ask('POST', '/api/auth/invitations', body))
  const { token } = await mailTo(app, email)
  must(await relations.authPages.post('/api/auth/invitations/accept', { token, password }), 201)
  await relations.pass(chart, 25 * hours)
  return async () => relations.bearing(must(await relations.authPages.signIn(email, password)).accessToken)
}

/** What waits for approval, of these records. */
async function waiting(...charts: Chart[]): Promise<{ id: string; patientId: string }[]> {
  const { items } = must(await fixture.people.owner.ask('GET', '/api/relations?status=pending&limit=100'))
  return items.filter((one: { patientId: string }) => charts.some(chart => chart.patientId === one.patientId))
}

async function expectUnreached(reader: Asker, chart: Chart): Promise<void> {
  expect(await relations.record(reader, chart)).toBe('closed')
  for (const path of ['', '/timeline', '/summary']) {
    const { status } = await reader.ask('GET', `/api/patients/${chart.patientId}${path}`)
    expect([403, 404], path).toContain(status)
  }
}

for (const side of ['duplicate', 'record that is kept'] as const) {
  test(`a document that the desk alone has seen opens nothing by a merge: the account of the ${side}`, async () => {
    const address = anEmail()
    const [own, victim] = [await relations.aChart({ email: anEmail() }), await relations.aChart({ email: address })]
    const again = await aNewcomer(own)
    must(await verify(own))
    const { relations: touched } = must(
      side === 'duplicate'
        ? await merge(own.patientId, victim.patientId)
        : await merge(victim.patientId, own.patientId),
    )
    expect(touched).toMatchObject([{ afterMerge: 'closes' }])
    await relations.pass(own, 25 * hours)
    await expectUnreached(await again(), victim)
    // What is written from now on may stand in the own record.
    expect(await relations.record(await again(), own)).toBe('closed')
    await told(address)
    expect(await waiting(own)).toHaveLength(1)
  })
}

test('whoever has verified or merged approves nothing of it; somebody else opens the whole', async () => {
  const { owner, doctor } = fixture.people
  const [own, victim] = [await relations.aChart({ email: anEmail() }), await relations.aChart()]
  const again = await aNewcomer(own)
  must(await verify(own, doctor))
  const merging = await relations.aMember('doctor')
  must(await merge(own.patientId, victim.patientId, merging))
  const [held] = await waiting(own)
  for (const hand of [doctor, merging]) {
    expect(await relations.approve(hand, held?.id ?? '')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  }
  must(await relations.approve(owner, held?.id ?? ''))
  for (const chart of [own, victim]) expect(await relations.record(await again(), chart)).toBe('open')
  expect(await waiting(own)).toEqual([])
})

test('a relation from before the rule keeps its own record, and waits for the other one', async () => {
  const address = anEmail()
  const [duplicate, victim] = [await relations.aChart(), await relations.aChart({ email: address })]
  const { again } = await relations.aRelationOfBefore(duplicate)
  const { relations: touched } = must(await merge(duplicate.patientId, victim.patientId))
  expect(touched).toMatchObject([{ afterMerge: 'own' }])
  expect(await relations.record(await again(), duplicate)).toBe('open')
  await expectUnreached(await again(), victim)
  await told(address)
  const [held] = await waiting(duplicate)
  must(await relations.approve(fixture.people.owner, held?.id ?? ''))
  for (const chart of [duplicate, victim]) expect(await relations.record(await again(), chart)).toBe('open')
  must(await fixture.people.receptionist.ask('POST', `/api/patients/${duplicate.patientId}/unmerge`))
  // What was approved is over with the merge, and does not come back with another one.
  must(await merge(duplicate.patientId, victim.patientId))
  await expectUnreached(await again(), victim)
})

test('a second duplicate waits as the first did, and an approval opens what it was given for alone', async () => {
  const [kept, first, second] = [
    await relations.aChart({ email: anEmail() }),
    await relations.aChart(),
    await relations.aChart(),
  ]
  const again = await aNewcomer(kept, 'carer')
  must(await merge(first.patientId, kept.patientId))
  must(await merge(second.patientId, kept.patientId))
  must(await fixture.people.receptionist.ask('POST', `/api/patients/${first.patientId}/unmerge`))
  // The second one still holds it.
  expect(await relations.record(await again(), kept)).toBe('closed')
  expect(await waiting(kept)).toHaveLength(1)
  must(await relations.approve(fixture.people.owner, await relations.theRelation(kept)))
  for (const chart of [kept, second]) expect(await relations.record(await again(), chart)).toBe('open')
  must(await merge(first.patientId, kept.patientId))
  expect(await relations.record(await again(), kept)).toBe('open')
  await expectUnreached(await again(), first)
  must(await relations.approve(fixture.people.doctor, await relations.theRelation(kept)))
  expect(await relations.record(await again(), first)).toBe('open')
})

test('a new relation is told at the addresses of all records of the person', async () => {
  const [one, other] = [anEmail(), anEmail()]
  const [kept, duplicate] = [await relations.aChart({ email: one }), await relations.aChart({ email: other })]
  must(await merge(duplicate.patientId, kept.patientId))
  await aNewcomer(kept)
  for (const address of [one, other]) await told(address)
})

test('and opens by approval alone where one of them had no address', async () => {
  const [kept, duplicate] = [await relations.aChart({ email: anEmail() }), await relations.aChart()]
  must(await merge(duplicate.patientId, kept.patientId))
  const again = await aNewcomer(kept)
  expect(await relations.record(await again(), kept)).toBe('closed')
})
