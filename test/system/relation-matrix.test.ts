import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anEmail, aPassword } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Reply, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'
import { type Asker, type Chart, hours, type Relation, relationsOf } from '../support/relations.ts'

/** What each relation to a patient may, route by route, written down by hand and reviewed like test/support/access-table.ts. */

/**
 * self, guardian, carer: of before the rule that new ones wait · new: invited an hour ago · ended: ended by the clinic ·
 * unverified: registered online and merged into the patient, no document shown · held: the same with a document, a day old ·
 * merged: the same, and approved by somebody who neither verified nor merged · split: so, and split off again
 *
 * yes: answered with what is the patient's · no: refused, or a list without it
 */
const access = `
route                               self guardian carer new ended unverified held merged split
GET   /api/patients/:id             yes  yes      yes   yes no    no         no   yes    no
PATCH /api/patients/:id             yes  yes      yes   yes no    no         no   yes    no
GET   /api/appointments?patientId   yes  yes      yes   yes no    no         no   yes    no
GET   /api/appointments/:id         yes  yes      yes   yes no    no         no   yes    no
GET   /api/patients/:id/summary     yes  yes      yes   yes no    no         no   yes    no
GET   /api/patients/:id/relations   yes  yes      yes   yes no    no         no   yes    no
GET   /api/patients/:id/timeline    yes  yes      yes   no  no    no         no   yes    no
GET   /api/patients/:id/access-log  yes  yes      yes   no  no    no         no   yes    no
GET   /api/encounters?patientId     yes  yes      yes   no  no    no         no   yes    no
GET   /api/encounters/:id           yes  yes      yes   no  no    no         no   yes    no
GET   /api/observations?patientId   yes  yes      yes   no  no    no         no   yes    no
GET   /api/observations/:id         yes  yes      yes   no  no    no         no   yes    no
POST  /api/relations/:id/end        yes  yes      no    no  no    no         no   yes    no
`

const [heads = [], ...lines] = access
  .trim()
  .split('\n')
  .map(line => line.split(/\s+/))
const columns = heads.slice(1)
const routes = lines.map(([method = '', path = '', ...words]) => ({ method, path, words }))

interface Visited extends Chart {
  appointmentId: string
}

let app: App
let fixture: ClinicFixture
let relations: ReturnType<typeof relationsOf>
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
  relations = relationsOf(app, fixture)
})
afterAll(() => app.close())

const post = (path: string, body?: unknown) => fixture.people.receptionist.ask('POST', path, body)

async function aVisited(): Promise<Visited> {
  const chart = await relations.aChart({ email: anEmail() })
  const body = { patientId: chart.patientId, staffId: fixture.own.staff, reason: 'x' }
  return { ...chart, appointmentId: must(await post('/api/appointments/walk-in', body)).id }
}

/** Somebody who registered online by the patient's name, and whose record the desk has merged into the patient's. */
async function merged({ patientId }: Chart, document?: string, after?: 'approved' | 'split'): Promise<Asker> {
  const [email, password] = [anEmail(), aPassword()]
  const registration = { name: 'Kartika', email }
  must(await relations.authPages.post(`/api/public/clinic-${fixture.canary}/register`, registration), 202)
  const { token } = await mailTo(app, email)
  const { membership } = must(await relations.authPages.post('/api/auth/confirm', { token, password }), 201)
  const own: string = membership.patientId
  if (document) must(await post(`/api/patients/${own}/verify`, { document }))
  must(await post(`/api/patients/${own}/merge`, { intoId: patientId }))
  await relations.pass({ patientId: own, encounterId: '', observationId: '' }, 25 * hours)
  if (after) {
    const { items } = must(await fixture.people.owner.ask('GET', '/api/relations?status=pending&limit=100'))
    const held = items.find((one: { patient: { id: string } }) => [own, patientId].includes(one.patient.id))
    must(await relations.approve(fixture.people.doctor, held.id))
  }
  if (after === 'split') must(await post(`/api/patients/${own}/unmerge`))
  return relations.bearing(must(await relations.authPages.signIn(email, password)).accessToken)
}

const standing: Record<string, (chart: Chart) => Promise<Asker>> = {
  ...Object.fromEntries(
    (['self', 'guardian', 'carer'] satisfies Relation[]).map(one => [
      one,
      (chart: Chart) => relations.aRelationOfBefore(chart, one),
    ]),
  ),
  new: chart => relations.invited(chart, 'guardian'),
  ended: async chart => {
    const reader = await relations.invited(chart, 'carer')
    must(await relations.end(fixture.people.owner, await relations.theRelation(chart)))
    return reader
  },
  unverified: chart => merged(chart),
  held: chart => merged(chart, 'identity_card'),
  merged: chart => merged(chart, 'identity_card', 'approved'),
  split: chart => merged(chart, 'identity_card', 'split'),
}

async function ask(asker: Asker, method: string, path: string, chart: Visited): Promise<Reply> {
  const { patientId, encounterId, observationId, appointmentId } = chart
  const at = path.startsWith('/api/patients')
    ? path.replace(':id', patientId)
    : path.replace('?patientId', `?patientId=${patientId}`)
  if (method === 'PATCH') {
    const { version } = must(await fixture.people.receptionist.ask('GET', at))
    return asker.ask('PATCH', at, { phone: '555 0123' }, { 'if-match': `"${version}"` })
  }
  if (method === 'POST') {
    const before = (await relations.listed(fixture.people.owner, chart)).map(one => one.id)
    await relations.aRelationOfBefore(chart, 'carer')
    const found = await relations.listed(fixture.people.owner, chart)
    const other = found.find(one => !before.includes(one.id))
    return relations.end(asker, other.id)
  }
  const id = path.includes('encounters') ? encounterId : path.includes('observations') ? observationId : appointmentId
  return asker.ask('GET', at.replace(':id', id))
}

/** Whether an answer holds what is the patient's: a list that leaves it out is as good as a refusal. */
function shows({ status, body }: Reply, path: string, chart: Visited): boolean {
  if (status !== 200) {
    expect([401, 403, 404]).toContain(status)
    return false
  }
  if (!path.includes('?')) return true
  const { encounterId, observationId, appointmentId } = chart
  const text = JSON.stringify(body)
  return [encounterId, observationId, appointmentId].some(one => text.includes(one))
}

describe.each(columns)('%s', column => {
  let chart: Visited
  let asker: Asker
  beforeAll(async () => {
    chart = await aVisited()
    asker = (await standing[column]?.(chart)) ?? never(column)
  })

  test.each(routes)('$method $path', async ({ method, path, words }) => {
    const reply = await ask(asker, method, path, chart)
    expect(shows(reply, path, chart) ? 'yes' : 'no', JSON.stringify(reply.body).slice(0, 200)).toBe(
      words[columns.indexOf(column)],
    )
  })

  test('what a summary shows of the record follows the record', async () => {
    const reply = await asker.ask('GET', `/api/patients/${chart.patientId}/summary`)
    const line = routes.find(one => one.path.endsWith('/timeline'))
    const open = line?.words[columns.indexOf(column)] === 'yes'
    expect(reply.status === 200 && reply.body.vitals.status === 'ok').toBe(open)
  })
})

/** What staff restrict is restricted to staff: whoever stands for the patient reads by the table above, the same to a line. */
describe.each(columns)('%s, of a restricted record', column => {
  let chart: Visited
  let asker: Asker
  beforeAll(async () => {
    chart = await aVisited()
    asker = (await standing[column]?.(chart)) ?? never(column)
    const restrict = { reason: 'a known face' }
    must(await fixture.people.doctor.ask('PUT', `/api/patients/${chart.patientId}/restriction`, restrict))
  })

  const reads = routes.filter(one => one.method === 'GET')
  test.each(reads)('$method $path', async ({ method, path, words }) => {
    const reply = await ask(asker, method, path, chart)
    expect(shows(reply, path, chart) ? 'yes' : 'no').toBe(words[columns.indexOf(column)])
  })

  test('to a doctor it is closed', async () => {
    const { status, body } = await fixture.people.doctor.ask('GET', `/api/encounters/${chart.encounterId}`)
    expect([status, body.code]).toEqual([403, 'reason_required'])
  })
})

function never(column: string): never {
  throw new Error(`nobody stands as ${column}`)
}
