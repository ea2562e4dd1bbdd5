import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'

/** Somebody registers on a clinic's public page, over the wire and by the mail. */

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
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': `10.1.${Math.floor(Math.random() * 250)}.1` },
  })
}

const anAddress = () => `${crypto.randomUUID().slice(0, 8)}@example.test`
const register = (email: string, more: object = {}, of = fixture) =>
  post(`/api/public/clinic-${of.canary}/register`, { name: `New ${of.canary}`, email, ...more })

async function confirmed(email: string, { seen = 0, secret = password }: { seen?: number; secret?: string } = {}) {
  const { page, token } = await mailTo(app, email, seen)
  expect(page).toBe('confirm')
  return { token, reply: await post('/api/auth/confirm', { token, password: secret }) }
}

test('who confirms is a new patient with an account of their own, marked until somebody of the clinic verifies', async () => {
  const email = anAddress()
  const birthDate = '1990-05-06'
  // Name, birth date and phone of a patient who is there: still nobody is matched.
  const same = { name: `Own ${fixture.canary}`, birthDate, phone: '555 0100' }
  expect(await register(email, same)).toMatchObject({ status: 202, body: { status: 'confirm_by_mail' } })
  const { token, reply } = await confirmed(email)
  expect(reply).toMatchObject({ status: 201, body: { membership: { clinicId: fixture.clinicId, roles: ['patient'] } } })
  const { patientId } = reply.body.membership.patients[0]
  expect(reply.body.membership.patients).toMatchObject([{ patientId, relation: 'self' }])
  expect(patientId).not.toBe(fixture.own.patient)
  const desk = fixture.people.receptionist
  expect(must(await desk.ask('GET', `/api/patients/${patientId}`))).toMatchObject({
    unverified: true,
    birthDate,
    phone: '555 0100',
    email,
    name: { text: same.name },
  })
  const mine = { authorization: `Bearer ${reply.body.accessToken}` }
  expect((await app.send('GET', `/api/patients/${patientId}`, { headers: mine })).status).toBe(200)
  expect((await app.send('GET', `/api/patients/${fixture.own.patient}`, { headers: mine })).status).toBe(404)

  const verified = must(await desk.ask('POST', `/api/patients/${patientId}/verify`))
  expect(verified.unverified).toBeUndefined()
  expect(await desk.ask('POST', `/api/patients/${patientId}/verify`)).toMatchObject({ status: 409 })
  expect(await post('/api/auth/confirm', { token, password })).toMatchObject({
    status: 422,
    body: { code: 'link_invalid' },
  })
})

test('of ten confirmations at once one wins, and there is one patient', async () => {
  const email = anAddress()
  must(await register(email), 202)
  const { token } = await mailTo(app, email)
  const all = await Promise.all(Array.from({ length: 10 }, () => post('/api/auth/confirm', { token, password })))
  expect(all.filter(one => one.status === 201)).toHaveLength(1)
  expect(all.filter(one => one.body.code === 'link_invalid')).toHaveLength(9)
  const made = await app
    .database('patient')
    .prepare('SELECT count(*) AS n FROM patient WHERE email = ?')
    .bind(email)
    .first<{ n: number }>()
  expect(made?.n).toBe(1)
})

test('an address with an account keeps its password and gets a membership', async () => {
  const email = anAddress()
  must(await register(email), 202)
  await confirmed(email)
  const second = await aClinicFixture(app)
  const other = 'another phrase that is long enough'
  expect((await register(email, {}, second)).status).toBe(202)
  const { reply } = await confirmed(email, { seen: 1, secret: other })
  expect(reply.body.memberships.map((one: { clinicId: string }) => one.clinicId).sort()).toEqual(
    [fixture.clinicId, second.clinicId].sort(),
  )
  expect((await post('/api/auth/login', { email, password: other })).status).toBe(401)
  expect((await post('/api/auth/login', { email, password })).status).toBe(200)
})

test('no such clinic, and more than twenty from one address in an hour', async () => {
  expect(await post('/api/public/nowhere/register', { name: 'N', email: anAddress() })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
  const attempts = await Promise.all(
    Array.from({ length: 25 }, () =>
      app.send('POST', '/api/public/nowhere/register', {
        body: JSON.stringify({ name: 'N', email: anAddress() }),
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': '10.9.9.9' },
      }),
    ),
  )
  expect(attempts.filter(one => one.status === 429)).toHaveLength(5)
})
