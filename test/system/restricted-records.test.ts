import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Action, actions, ruleOf } from '../../workers/shared/permissions.ts'
import { anEmail } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must, type Objects } from '../support/clinic-fixture.ts'
import { type App, type Person, startApp } from '../support/harness.ts'
import { mailsTo, mailTo } from '../support/mails.ts'
import { relationsOf } from '../support/relations.ts'
import { actionOf } from '../support/route-descriptions.ts'
import { routes, samples } from '../support/route-samples.ts'

/**
 * What each route of a record answers about one that is restricted, written down by hand and reviewed.
 *
 * asks: 403 with the reason that it asks for · leaves out: answered, without that record · in part: answered, the record's part says why it is
 * missing
 */
const expected = `
GET    /api/encounters                            asks
POST   /api/encounters                            asks
GET    /api/encounters/unsigned                   leaves_out
GET    /api/encounters/:id                        asks
PATCH  /api/encounters/:id                        asks
POST   /api/encounters/:id/sign                   asks
POST   /api/encounters/:id/retract                asks
POST   /api/encounters/:id/notes                  asks
PATCH  /api/encounters/:id/notes/:noteId          asks
POST   /api/encounters/:id/notes/:noteId/sign     asks
GET    /api/observations                          asks
POST   /api/observations                          asks
POST   /api/observations/batch                    asks
GET    /api/observations/:id                      asks
POST   /api/observations/:id/retract              asks
GET    /api/patients/:id/timeline                 asks
GET    /api/patients/:id/summary                  in_part
`
const table = new Map(
  expected
    .trim()
    .split('\n')
    .map(line => line.split(/\s+/))
    .map(([method, path, word]) => [`${method} ${path}`, word]),
)
const ofRecord = routes.filter(route => ruleOf(actionOf(route) as Action).ofRecord)
const reason = 'unconscious in the waiting room'
const secret = `secret${crypto.randomUUID().slice(0, 8)}`

let app: App
let fixture: ClinicFixture
let restricted: Objects
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  restricted = await aRestrictedRecord()
})
afterAll(() => app.close())

/** A patient with a signed and an open encounter, each with a note that has the secret, whose record is restricted then. */
async function aRestrictedRecord(email?: string): Promise<Objects> {
  const { doctor, nurse } = fixture.people
  const chart = await relationsOf(app, fixture).aChart(email ? { email } : {})
  const { patientId } = chart
  const { id, version } = must(await doctor.ask('POST', '/api/encounters', { patientId }))
  must(await doctor.ask('PATCH', `/api/encounters/${id}`, { plan: secret }, { 'if-match': `"${version}"` }))
  const note = must(await nurse.ask('POST', `/api/encounters/${id}/notes`, { kind: 'nursing', text: secret })).id
  must(await doctor.ask('PUT', `/api/patients/${patientId}/restriction`, { reason: 'a known face' }))
  return { ...fixture.own, patient: patientId, encounter: id, note, observation: chart.observationId }
}

async function asked(person: Person, route: string, of: Objects) {
  const { path, body } = samples[route]?.(fixture, of) ?? { path: route }
  const [method = ''] = route.split(' ')
  return person.ask(method, path, body, method === 'PATCH' ? { 'if-match': '"1"' } : {})
}

test('every route of a record has its line, and no other', () => {
  expect([...table.keys()].sort()).toEqual([...ofRecord].sort())
  const named = Object.keys(actions).filter(name => /^(?:encounter|note|observation|timeline|chart)\./.test(name))
  const exempt = named.filter(name => !ruleOf(name as Action).ofRecord)
  expect(exempt, 'a number, which shows nobody').toEqual(['encounter.count_unsigned'])
})

describe.each(['doctor', 'nurse'] as const)('to a %s', role => {
  test.each([...table])('%s %s', async (route, word) => {
    const person = fixture.people[role]
    const reply = await asked(person, route, restricted)
    if (role === 'nurse' && /^(?:PATCH \/api\/encounters\/:id|POST \/api\/encounters\/:id\/sign)$/.test(route)) {
      expect(reply.body.code).toBe('forbidden')
    } else if (word === 'asks') {
      expect(reply.status).toBe(403)
      expect(reply.body).toMatchObject({
        code: 'reason_required',
        details: { why: 'restricted', patientIds: [restricted.patient] },
      })
    } else {
      expect(reply.status).toBe(200)
      if (word === 'in_part') expect(reply.body.vitals).toEqual({ status: 'reason_required' })
    }
    expect(JSON.stringify(reply.body)).not.toContain(secret)
    if (word !== 'asks') expect(JSON.stringify(reply.body)).not.toContain(restricted.encounter)
  })
})

test('no other route shows anything of it, to whom ever', async () => {
  const { owner, doctor, nurse, receptionist } = fixture.people
  const reads = routes.filter(route => route.startsWith('GET ') && samples[route] && !table.has(route))
  for (const person of [owner, doctor, nurse, receptionist, fixture.everyone]) {
    for (const route of reads) {
      const reply = await asked(person, route, restricted)
      expect(JSON.stringify(reply.body ?? ''), route).not.toContain(secret)
      if (!route.includes('access-log'))
        expect(JSON.stringify(reply.body ?? ''), route).not.toContain(restricted.encounter)
    }
  }
})

test('a list over all patients leaves it out, and counts what waits for a signature', async () => {
  const { doctor } = fixture.people
  for (const path of ['/api/encounters?limit=100', '/api/observations?limit=100']) {
    const { items } = must(await doctor.ask('GET', path))
    expect(items.length).toBeGreaterThan(0)
    expect(JSON.stringify(items)).not.toContain(restricted.patient)
  }
  const unsigned = must(await doctor.ask('GET', '/api/encounters/unsigned'))
  expect(JSON.stringify(unsigned.items)).not.toContain(restricted.patient)
  expect(unsigned.count).toBeGreaterThan(unsigned.items.length)
})

test('opened with a reason: the log says so and why, each read under it says under what, owners and patient are told', async () => {
  const email = anEmail()
  const own = await aRestrictedRecord(email)
  const relations = relationsOf(app, fixture)
  const keeper = await relations.aMember('owner')
  const doctor = await relations.aMember('doctor')
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const open = () => doctor.ask('POST', `/api/patients/${own.patient}/access`, { reason }, headers)
  const access = must(await open(), 201)
  expect(must(await open(), 201).id).toBe(access.id)
  expect(must(await doctor.ask('GET', `/api/encounters/${own.encounter}`)).note.plan).toBe(secret)
  expect(must(await doctor.ask('GET', `/api/patients/${own.patient}/summary`)).vitals.status).toBe('ok')
  must(await doctor.ask('POST', `/api/encounters/${own.encounter}/notes`, { kind: 'other', text: 'x' }))
  expect((await fixture.people.nurse.ask('GET', `/api/encounters/${own.encounter}`)).status).toBe(403)

  const { items } = must(await fixture.people.owner.ask('GET', `/api/access-log?patientId=${own.patient}&outcome=ok`))
  const under = (action: string) => items.find((one: { action: string }) => one.action === action)
  expect(under('record_access.open')).toMatchObject({ under: [access.id], reason })
  for (const action of ['encounter.read', 'patient.summary', 'note.add'])
    expect(under(action), action).toMatchObject({ under: [access.id] })
  expect(under('encounter.open').under).toBeUndefined()
  must(await fixture.people.owner.ask('GET', '/api/access-log/verify'))

  const told = await mailTo(app, keeper.email)
  expect(told.subject).toBe('A record was opened with a reason')
  const toPatient = await mailTo(app, email)
  expect(`${told.text}${toPatient.text}`).not.toContain('Kartika')
  expect(await mailsTo(app, email)).toHaveLength(1)

  const patient = await relations.aRelationOfBefore({ patientId: own.patient, encounterId: '', observationId: '' })
  const seen = must(await patient.ask('GET', `/api/patients/${own.patient}/access-log`)).items
  expect(seen.find((one: { action: string }) => one.action === 'record_access.open')).toMatchObject({
    withReason: true,
  })
  expect(must(await patient.ask('GET', `/api/patients/${own.patient}/timeline`)).items.length).toBeGreaterThan(0)
})

test('a blocked account is refused by a code of its own, and must be known to the clinic', async () => {
  const { owner, doctor, nurse } = fixture.people
  const patient = must(await owner.ask('POST', '/api/patients', { name: { given: 'Tari' }, sex: 'female' })).id
  const path = `/api/patients/${patient}/restriction`
  const clinicians = must(await doctor.ask('GET', '/api/members/clinicians')).items
  expect(clinicians.map((one: { accountId: string }) => one.accountId)).toContain(nurse.claims.sub)
  const wrong = await doctor.ask('PUT', path, { reason, blocked: ['acc-nobody'] })
  expect(wrong.body).toMatchObject({ code: 'invalid_request', fields: [{ path: 'blocked.0', rule: 'unknown' }] })
  expect((await doctor.ask('PUT', path, { reason, blocked: [doctor.claims.sub] })).body.code).toBe('blocks_self')
  must(await doctor.ask('PUT', path, { reason, blocked: [nurse.claims.sub] }))
  expect((await nurse.ask('GET', `/api/patients/${patient}/timeline`)).body.code).toBe('blocked')
  expect((await nurse.ask('POST', `/api/patients/${patient}/access`, { reason })).body.code).toBe('blocked')
  must(await doctor.ask('DELETE', path, { reason }), 204)
  must(await nurse.ask('GET', `/api/patients/${patient}/timeline`))
})

test("the clinic's policy asks strangers, from the moment it is set", async () => {
  const clinic = await aClinicFixture(app)
  const { owner, doctor } = clinic.people
  const stranger = await relationsOf(app, clinic).aMember('doctor')
  const read = () => stranger.ask('GET', `/api/encounters/${clinic.own.encounter}`)
  must(await read())
  const { version } = must(await owner.ask('GET', '/api/clinic'))
  must(
    await owner.ask('PATCH', '/api/clinic', { policies: { askReason: 'unrelated' } }, { 'if-match': `"${version}"` }),
  )
  await expect.poll(async () => (await read()).body.details?.why).toBe('unrelated')
  must(await doctor.ask('GET', `/api/encounters/${clinic.own.encounter}`))
  must(await stranger.ask('POST', `/api/patients/${clinic.own.patient}/access`, { reason }), 201)
  must(await read())
})

test('the owner sees reading that deserves a question', async () => {
  const clinic = await aClinicFixture(app)
  const { owner, receptionist } = clinic.people
  const relations = relationsOf(app, clinic)
  const nosy = await relations.aMember('doctor')
  const colleague = await relations.aMember('nurse')
  const person = (more: object) => ({ name: { given: 'Sari' }, sex: 'female', ...more })
  const patients: string[] = []
  for (let i = 0; i < 20; i++) patients.push(must(await receptionist.ask('POST', '/api/patients', person({}))).id)
  // The reader is Rina Wijaya, as every account of the tests.
  const family = 'Wijaya'
  const named = must(await receptionist.ask('POST', '/api/patients', person({ name: { given: 'Sari', family } }))).id
  const known = must(await receptionist.ask('POST', '/api/patients', person({ email: colleague.email }))).id
  for (const id of [...patients, named, known]) must(await nosy.ask('GET', `/api/patients/${id}/timeline`))
  must(await nosy.ask('POST', `/api/patients/${known}/access`, { reason }), 201)
  const { items } = must(await owner.ask('GET', '/api/access-log/unusual'))
  // Everybody else of the tests bears the family name of the patients.
  const of = (kind: string) =>
    items.filter(
      (one: { kind: string; account: { id: string } }) => one.kind === kind && one.account.id === nosy.accountId,
    )
  expect(of('with_reason')).toMatchObject([{ reason, patients: [{ id: known }] }])
  expect(of('many_without_visit')).toMatchObject([{ account: { id: nosy.accountId }, count: 22 }])
  expect(of('own_family_name')).toMatchObject([{ patients: [{ id: named }] }])
  expect(of('colleague')).toMatchObject([{ patients: [{ id: known }] }])
  expect(must(await owner.ask('GET', '/api/access-log/unusual?date=2020-01-01'))).toEqual({
    date: '2020-01-01',
    items: [],
  })
})
