import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'

/** Somebody registers on the public page who was a patient before: the desk merges the two, over the wire and with the portal open. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const password = 'a long enough phrase for anyone'

async function post(path: string, body: unknown) {
  return app.send('POST', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': `10.2.${Math.floor(Math.random() * 250)}.1` },
  })
}

interface Portal {
  email: string
  patientId: string
  ask(path: string): ReturnType<App['send']>
  /** Sign in again: what the web app's refresh does for an open session. */
  again(): Promise<Portal>
}

function portalOf(email: string, session: Awaited<ReturnType<App['send']>>['body']): Portal {
  const headers = { authorization: `Bearer ${session.accessToken}` }
  return {
    email,
    patientId: session.membership.patientId,
    ask: path => app.send('GET', path, { headers }),
    again: async () => portalOf(email, must(await post('/api/auth/login', { email, password }))),
  }
}

/** Registers on the public page and confirms by the mail. */
async function aStranger(): Promise<Portal> {
  const email = `${crypto.randomUUID().slice(0, 8)}@example.test`
  must(await post(`/api/public/clinic-${fixture.canary}/register`, { name: 'Budi Santoso', email }), 202)
  const { token } = await mailTo(app, email, 0)
  return portalOf(email, must(await post('/api/auth/confirm', { token, password })))
}

async function aPatient(given: string): Promise<string> {
  return must(await fixture.people.receptionist.ask('POST', '/api/patients', { name: { given }, sex: 'male' })).id
}

async function aVisit(patientId: string): Promise<string> {
  const body = { patientId, staffId: fixture.own.staff, reason: 'x' }
  return must(await fixture.people.receptionist.ask('POST', '/api/appointments/walk-in', body)).id
}

const merge = (id: string, intoId: string) =>
  fixture.people.receptionist.ask('POST', `/api/patients/${id}/merge`, { intoId })
const unmerge = (id: string) => fixture.people.receptionist.ask('POST', `/api/patients/${id}/unmerge`)

const idsOf = (reply: { body: { items: { id: string }[] } }) => reply.body.items.map(({ id }) => id)

const verify = (id: string, document?: string) =>
  fixture.people.receptionist.ask('POST', `/api/patients/${id}/verify`, { document })

test('the portal of whoever registered anew and has shown a document shows the old visits once somebody approves the merge, and no longer once split', async () => {
  const portal = await aStranger()
  const kept = await aPatient('Budi')
  const visit = await aVisit(kept)
  const visits = (id: string) => `/api/appointments?patientId=${id}`
  expect(idsOf(await portal.ask('/api/appointments'))).toEqual([])
  expect((await portal.ask(`/api/patients/${kept}`)).status).toBe(404)

  expect(must(await verify(portal.patientId, 'identity_card'))).toMatchObject({ verifiedWith: 'identity_card' })
  expect(must(await merge(portal.patientId, kept))).toMatchObject({
    id: portal.patientId,
    mergedInto: kept,
    relations: [{ relation: 'self', afterMerge: 'closes' }],
  })
  // The session of before is asked to refresh where it touches a record.
  expect((await portal.ask(`/api/patients/${portal.patientId}/timeline`)).status).toBe(401)
  const held = await portal.again()
  expect(held.patientId).toBe(portal.patientId)
  expect(idsOf(await held.ask('/api/appointments'))).toEqual([])
  expect((await held.ask(`/api/patients/${kept}`)).status).toBe(404)
  const { items } = must(await fixture.people.owner.ask('GET', `/api/patients/${kept}/relations`))
  expect(items).toMatchObject([{ status: 'pending', held: true }])
  must(await fixture.people.owner.ask('POST', `/api/relations/${items[0].id}/approve`, {}))
  const merged = await portal.again()
  expect(merged.patientId).toBe(kept)
  expect(idsOf(await merged.ask('/api/appointments'))).toEqual([visit])
  for (const id of [kept, portal.patientId]) expect(idsOf(await merged.ask(visits(id)))).toEqual([visit])
  expect((await merged.ask(`/api/patients/${kept}`)).body).toMatchObject({ name: { text: 'Budi' } })
  const session = must(await post('/api/auth/login', { email: portal.email, password }))
  expect(session.membership.patients).toEqual([{ patientId: kept, name: 'Budi', relation: 'self' }])
  expect((await merged.ask(`/api/patients/${kept}/access-log`)).status).toBe(200)
  const standing = must(await fixture.people.owner.ask('GET', `/api/members?patientId=${kept}`)).items
  expect(standing).toMatchObject([{ account: { email: portal.email } }])

  must(await unmerge(portal.patientId))
  expect((await merged.ask(`/api/patients/${kept}/timeline`)).status).toBe(401)
  const split = await merged.again()
  expect(split.patientId).toBe(portal.patientId)
  expect(idsOf(await split.ask('/api/appointments'))).toEqual([])
  expect((await split.ask(`/api/patients/${kept}`)).status).toBe(404)
})

test('the portal of whoever has shown none ends with the merge, and is there again once split', async () => {
  const portal = await aStranger()
  const kept = await aPatient('Budi')
  const visit = await aVisit(kept)
  // The mark of the public page goes without a document; who this is has nobody proved by that.
  must(await verify(portal.patientId))
  const preview = must(
    await fixture.people.receptionist.ask('POST', `/api/patients/${portal.patientId}/merge/preview`, {
      intoId: kept,
    }),
  )
  expect(preview.relations).toMatchObject([{ patientId: portal.patientId, afterMerge: 'ends' }])
  expect(preview.mergedInto).toBeUndefined()
  expect((await portal.ask(`/api/patients/${portal.patientId}`)).status).toBe(200)

  must(await merge(portal.patientId, kept))
  expect((await portal.ask(`/api/patients/${portal.patientId}`)).status).toBe(401)
  const merged = await portal.again()
  expect(merged.patientId).toBeUndefined()
  expect(JSON.stringify((await merged.ask('/api/appointments')).body)).not.toContain(visit)
  const ended = must(await fixture.people.owner.ask('GET', `/api/patients/${kept}/relations`)).items
  expect(ended).toMatchObject([{ status: 'ended', endedFor: 'merge' }])

  must(await unmerge(portal.patientId))
  expect((await portal.again()).patientId).toBe(portal.patientId)
})

test('booked, recorded and read over both ids, by either', async () => {
  const { doctor, nurse, receptionist } = fixture.people
  const [duplicate, kept] = [await aPatient('Duplicate'), await aPatient('Kept')]
  const before = must(await doctor.ask('POST', '/api/encounters', { patientId: duplicate })).id
  must(await merge(duplicate, kept))
  const visit = must(
    await receptionist.ask('POST', '/api/appointments/walk-in', { patientId: duplicate, staffId: fixture.own.staff }),
  )
  expect(visit.patient).toMatchObject({ id: kept, name: 'Kept' })
  const pulse = { code: '8867-4', value: 70, unit: '/min', observedAt: new Date(Date.now() - 1_000).toISOString() }
  must(await nurse.ask('POST', '/api/observations', { patientId: kept, encounterId: before, ...pulse }))
  for (const id of [duplicate, kept]) {
    const timeline = must(await doctor.ask('GET', `/api/patients/${id}/timeline`))
    expect(timeline.items.map((one: { kind: string }) => one.kind)).toEqual(['encounter', 'observation'])
    expect(timeline.linksUnavailable).toBeUndefined()
    const summary = must(await doctor.ask('GET', `/api/patients/${id}/summary`))
    expect(summary.openEncounters.items).toMatchObject([{ id: before }])
    expect(summary.visits.last.concat(summary.visits.next)).toMatchObject([{ id: visit.id }])
    expect(summary.patient.patient.id).toBe(id)
  }
})

test('refusals over the wire, and an invitation for a merged patient', async () => {
  const desk = fixture.people.receptionist
  const [duplicate, kept] = [await aPatient('Duplicate'), await aPatient('Kept')]
  const invitation = { name: 'Duplicate', roles: ['patient'], patientId: duplicate, relation: 'self' }
  const { id } = must(await desk.ask('POST', '/api/auth/invitations', invitation))
  const path = `/api/patients/${duplicate}/merge`
  expect(await desk.ask('POST', path, { intoId: duplicate })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  })
  expect(await desk.ask('POST', path, { intoId: 'pat-nobody' })).toMatchObject({
    status: 422,
    body: { code: 'patient_not_found' },
  })
  expect(await desk.ask('POST', path, { intoId: kept }, { 'if-match': '"7"' })).toMatchObject({ status: 412 })
  expect(await unmerge(duplicate)).toMatchObject({ status: 409, body: { code: 'wrong_status' } })
  const done = await desk.ask('POST', path, { intoId: kept }, { 'if-match': '"1"' })
  expect([done.status, done.headers.get('etag')]).toEqual([200, '"2"'])
  const refused = { status: 409, body: { code: 'merged', details: { intoId: kept } } }
  expect(await desk.ask('POST', path, { intoId: kept })).toMatchObject(refused)
  expect(
    await desk.ask('PATCH', `/api/patients/${duplicate}`, { language: 'id' }, { 'if-match': '"2"' }),
  ).toMatchObject(refused)
  expect(await desk.ask('POST', '/api/auth/invitations', invitation)).toMatchObject(refused)
  expect(idsOf(await desk.ask('GET', `/api/auth/invitations?patientId=${kept}`))).toEqual([id])
})

test('merge and unmerge leave one entry each that names both, and the access log of either id shows what became of both', async () => {
  const { owner, receptionist, doctor } = fixture.people
  const [duplicate, kept] = [await aPatient('Duplicate'), await aPatient('Kept')]
  must(await doctor.ask('GET', `/api/patients/${duplicate}`))
  must(await merge(duplicate, kept))
  must(await unmerge(duplicate))
  for (const action of ['merge', 'unmerge']) {
    const query = `action=patient.${action}&patientId=${kept}`
    const { items } = must(await owner.ask('GET', `/api/access-log?${query}`))
    expect(items).toHaveLength(1)
    expect([...items[0].patientIds].sort()).toEqual([duplicate, kept].sort())
    expect(items[0]).toMatchObject({ account: { id: receptionist.claims.sub }, outcome: 'ok' })
  }
  must(await merge(duplicate, kept))
  const actions: string[] = []
  let cursor = ''
  for (;;) {
    const page = must(
      await owner.ask('GET', `/api/patients/${kept}/access-log?limit=3${cursor && `&cursor=${cursor}`}`),
    )
    actions.push(...page.items.map((one: { action: string; sequence: number }) => `${one.sequence} ${one.action}`))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  expect(new Set(actions).size).toBe(actions.length)
  const words = actions.map(one => one.slice(one.indexOf(' ') + 1)).filter(one => !one.includes('access_log'))
  expect(words).toEqual([
    'patient.merge',
    'patient.unmerge',
    'patient.merge',
    'patient.read',
    'patient.register',
    'patient.register',
  ])
})
