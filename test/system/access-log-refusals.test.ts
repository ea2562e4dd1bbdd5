import { afterAll, beforeAll, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Person, type Reply, startApp } from '../support/harness.ts'

/** What a refused request leaves in the access log: enough to see who tried what, and never so much that it could fill the log. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp({ vars: { REFUSALS_PER_ACCOUNT: '20' } })
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

/** Not what is tested here, so it fails otherwise than a test does. */
function refused({ status }: Reply): void {
  if (status < 400 || status > 499) throw new Error(`answered ${status}`)
}

const madeUp = (count: number) => Array.from({ length: count }, () => `pat-${crypto.randomUUID()}`)

async function entriesOf(owner: Person, requestId: string | null) {
  const { items } = must(await owner.ask('GET', '/api/access-log?limit=100'))
  return items.filter((one: { requestId: string }) => one.requestId === requestId)
}

/** Of a clinic's log: the rows of its tables, and the bytes of what stands in them. */
async function sizeOf(clinicId: string): Promise<{ rows: number; bytes: number }> {
  const gateway = app.harness.getWorker('gateway')
  const log = await gateway.getDurableObjectStorage('AccessLog', { name: clinicId })
  const [row] = await log.exec<{ rows: number; bytes: number }>(
    `SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM entry_patient) AS rows,
            (SELECT coalesce(sum(length(patient_ids) + length(action) + length(outcome) + length(hash)), 0) FROM entry) +
            (SELECT coalesce(sum(length(patient_id)), 0) FROM entry_patient) AS bytes`,
  )
  if (!row) throw new Error('the log has no size')
  return row
}

test('a refused request with 1,000 made-up ids in its text names none of them', async () => {
  const { receptionist, owner } = fixture.people
  const body = { patientId: fixture.own.patient, note: madeUp(1_000).join(' ') }
  const reply = await receptionist.ask('POST', '/api/encounters', body)
  refused(reply)
  const [entry] = await entriesOf(owner, reply.headers.get('x-request-id'))
  expect(entry.patientIds).toHaveLength(1)
  expect(entry.patientIds).toEqual([fixture.own.patient])
})

test('nor with 300 made-up ids in its address', async () => {
  const { receptionist, owner } = fixture.people
  const ids = madeUp(300).join(',')
  const reply = await receptionist.ask('GET', `/api/encounters?patientId=${fixture.own.patient}&status=${ids}`)
  refused(reply)
  const [entry] = await entriesOf(owner, reply.headers.get('x-request-id'))
  expect(entry.patientIds).toHaveLength(1)
  expect(entry.patientIds).toEqual([fixture.own.patient])
})

test('a refused request with 1,000 made-up ids adds two rows at most, and a kilobyte', async () => {
  const own = await aClinicFixture(app)
  const { receptionist } = own.people
  const before = await sizeOf(own.clinicId)
  for (let i = 0; i < 5; i++) {
    const body = { patientId: own.own.patient, note: madeUp(1_000).join(' ') }
    refused(await receptionist.ask('POST', '/api/encounters', body))
  }
  const after = await sizeOf(own.clinicId)
  expect(after.rows - before.rows).toBeLessThanOrEqual(5 * 2)
  expect(after.bytes - before.bytes).toBeLessThan(5 * 1_024)
})

test('120 refused requests of one account within seconds become fewer entries, with a number', async () => {
  const own = await aClinicFixture(app)
  const { receptionist, owner } = own.people
  const timeline = `/api/patients/${own.own.patient}/timeline`
  const before = must(await owner.ask('GET', '/api/access-log/verify')).entries
  const all = await Promise.all(Array.from({ length: 120 }, () => receptionist.ask('GET', timeline)))
  all.forEach(refused)
  const after = must(await owner.ask('GET', '/api/access-log/verify')).entries
  expect(after - before).toBeLessThan(100)
})

test('the first refused requests of an account each have their entry', async () => {
  const own = await aClinicFixture(app)
  const { receptionist, owner } = own.people
  for (let i = 0; i < 3; i++) {
    const reply = await receptionist.ask('GET', `/api/patients/${own.own.patient}/timeline`)
    const entries = await entriesOf(owner, reply.headers.get('x-request-id'))
    expect(entries).toMatchObject([{ patientIds: [own.own.patient], outcome: 'forbidden' }])
  }
})

test("a patient's id in somebody's free text writes nothing into that patient's log", async () => {
  const { owner, receptionist } = fixture.people
  const asked = [
    await receptionist.ask('GET', `/api/staff?q=${fixture.other.patient}`),
    await owner.ask('POST', '/api/rooms', { number: 'x', type: fixture.other.patient, price: 'wrong' }),
    await receptionist.ask('POST', '/api/encounters', { patientId: fixture.own.patient, note: fixture.other.patient }),
  ]
  const written = must(await owner.ask('GET', `/api/access-log?patientId=${fixture.other.patient}&limit=100`)).items
  const ids = new Set(written.map((one: { requestId: string }) => one.requestId))
  for (const { headers } of asked) expect(ids).not.toContain(headers.get('x-request-id'))
})

test('an id that is escaped in the body is the id that it stands for', async () => {
  const { owner, receptionist } = fixture.people
  const escaped = fixture.own.patient.replace('p', '\\u0070')
  const reply = await app.send('POST', '/api/encounters', {
    body: `{"patientId":"${escaped}"}`,
    headers: { authorization: `Bearer ${receptionist.token}`, 'content-type': 'application/json' },
  })
  refused(reply)
  expect(await entriesOf(owner, reply.headers.get('x-request-id'))).toMatchObject([
    { patientIds: [fixture.own.patient], outcome: 'forbidden' },
  ])
})

test('nor with one that is escaped in the address, be it of a patient or of an object', async () => {
  const { owner, receptionist } = fixture.people
  const timeline = `/api/patients/%70${fixture.own.patient.slice(1)}/timeline`
  const encounter = `/api/encounters/%65${fixture.own.encounter.slice(1)}`
  const listed = `/api/encounters?patientId=%70${fixture.own.patient.slice(1)}`
  for (const path of [timeline, encounter, listed]) {
    const reply = await receptionist.ask('GET', path)
    refused(reply)
    expect(await entriesOf(owner, reply.headers.get('x-request-id')), path).toMatchObject([
      { patientIds: [fixture.own.patient], outcome: 'forbidden' },
    ])
  }
})

test('a refused request names the patient of the object that its body names', async () => {
  const { owner, receptionist } = fixture.people
  const body = { patientId: `pat-${crypto.randomUUID()}`, appointmentId: fixture.own.appointment }
  const reply = await receptionist.ask('POST', '/api/encounters', body)
  refused(reply)
  expect(await entriesOf(owner, reply.headers.get('x-request-id'))).toMatchObject([
    { patientIds: [fixture.own.patient] },
  ])
})

test("a patient's id that was typed into a text is shown later without an entry of that patient", async () => {
  const own = await aClinicFixture(app)
  const { owner, receptionist, nurse } = own.people
  const change = { reason: own.other.patient }
  const path = `/api/appointments/${own.own.appointment}`
  const seen = await receptionist.ask('GET', path)
  const changed = await receptionist.ask('PATCH', path, change, { 'if-match': seen.headers.get('etag') ?? '' })
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  const read = await nurse.ask('GET', path)
  expect(read.body.reason).toBe(own.other.patient)
  for (const reply of [changed, read]) {
    expect(await entriesOf(owner, reply.headers.get('x-request-id'))).toMatchObject([
      { patientIds: [own.own.patient], outcome: 'ok' },
    ])
  }
})

test('whoever refused requests are made into one entry, the number, the account and the patients stand in it', async () => {
  const own = await aClinicFixture(app)
  const { receptionist, owner } = own.people
  const timeline = `/api/patients/${own.own.patient}/timeline`
  for (let i = 0; i < 25; i++) refused(await receptionist.ask('GET', timeline))
  const { items } = must(await owner.ask('GET', '/api/access-log?action=requests_refused'))
  expect(items).toMatchObject([
    { times: 5, account: { id: receptionist.claims.sub }, patientIds: [own.own.patient], outcome: 'forbidden' },
  ])
  // The minute goes on: what comes now is counted anew, and those of others have their own entries.
  refused(await receptionist.ask('GET', timeline))
  refused(await own.people.nurse.ask('GET', '/api/access-log'))
  const later = must(await owner.ask('GET', '/api/access-log?action=requests_refused')).items
  expect(later.map((one: { times?: number }) => one.times ?? 1)).toEqual([1, 5])
  expect(must(await owner.ask('GET', '/api/access-log/verify'))).toMatchObject({ ok: true })
})

test('a search that found nobody leaves an entry of the asker, without the words', async () => {
  const { owner, receptionist } = fixture.people
  const asked = [
    await receptionist.ask('GET', '/api/patients?q=Nobodysname'),
    await receptionist.ask('GET', `/api/appointments?patientId=pat-${crypto.randomUUID()}`),
  ]
  for (const reply of asked) {
    expect(reply).toMatchObject({ status: 200, body: { items: [] } })
    const entries = await entriesOf(owner, reply.headers.get('x-request-id'))
    expect(entries).toMatchObject([{ account: { id: receptionist.claims.sub }, patientIds: [], outcome: 'ok' }])
    expect(JSON.stringify(entries)).not.toContain('Nobodysname')
  }
})

/** Patients with short ids, as many as a clinic has in years. */
async function patientsOf(clinicId: string, count: number): Promise<string[]> {
  const mark = crypto.randomUUID().slice(0, 8)
  const ids = Array.from({ length: count }, (_, i) => `pat-${mark}-${i}`)
  await app
    .database('patient')
    .prepare(
      `INSERT INTO patient (id, clinic_id, record_number, name_text, sex, created_at, updated_at)
       SELECT value, ?, 10000 + key, 'Somebody', 'unknown', 1, 1 FROM json_each(?)`,
    )
    .bind(clinicId, JSON.stringify(ids))
    .run()
  return ids
}

/** Beyond the rate of a minute, which goes to one patient of the first list, at the patients of each list in turn. */
async function tryBeyond(person: Person, lists: string[][]): Promise<void> {
  for (let i = 0; i < 20; i++) refused(await person.ask('GET', `/api/patients/${lists[0]?.[0]}/timeline`))
  for (const ids of lists) refused(await person.ask('GET', `/api/encounters?patientId=${ids.join(',')}`))
}

test('whoever tries 220 others first hides no attempt on a patient: the 221st finds it in their own log', async () => {
  const own = await aClinicFixture(app)
  const { receptionist, owner } = own.people
  const others = await patientsOf(own.clinicId, 220)
  const target = own.own.patient
  await tryBeyond(receptionist, [others.slice(0, 110), others.slice(110), others.slice(0, 110), [target], [target]])
  const found = must(await owner.ask('GET', `/api/access-log?patientId=${target}&action=requests_refused`)).items
  expect(found).toMatchObject([{ times: 5, account: { id: receptionist.claims.sub }, outcome: 'forbidden' }])
  const all = must(await owner.ask('GET', '/api/access-log?action=requests_refused')).items
  const named = all.flatMap((one: { patientIds: string[] }) => one.patientIds)
  expect(named.toSorted()).toEqual([...others, target].toSorted())
  // Once the entry is written, an attempt after it is found after it.
  refused(await receptionist.ask('GET', `/api/encounters?patientId=${target}`))
  const later = must(await owner.ask('GET', `/api/access-log?patientId=${target}&action=requests_refused`)).items
  expect(later).toHaveLength(2)
  expect(must(await owner.ask('GET', '/api/access-log/verify'))).toMatchObject({ ok: true })
})

test('refused requests at 2,100 patients in a minute leave ten rows of 200, and the number of the others', async () => {
  const own = await aClinicFixture(app)
  const { receptionist, owner } = own.people
  const others = await patientsOf(own.clinicId, 2_100)
  const lists = Array.from({ length: 14 }, (_, i) => others.slice(i * 150, (i + 1) * 150))
  await tryBeyond(receptionist, [...lists, lists[0] ?? []])
  const all = must(await owner.ask('GET', '/api/access-log?action=requests_refused')).items
  expect(all.map((one: { patientIds: string[] }) => one.patientIds.length)).toEqual(Array(10).fill(200))
  expect(all.map((one: { unnamed?: number }) => one.unnamed ?? 0).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 100])
  expect(all.every((one: { times: number }) => one.times === 15)).toBe(true)
})
