import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../../workers/shared/actor.ts'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Person, type Reply, startApp } from '../support/harness.ts'

/** The clinic's day over HTTP, each step by whom it belongs to. */

const jakarta = { timezone: 'Asia/Jakarta', currency: 'IDR', locale: 'id' }

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp({})
  fixture = await aClinicFixture(app, jakarta)
})
afterAll(() => app.close())

const hour = 3_600_000
const iso = (at: number) => new Date(at).toISOString()
const minutesAgo = (minutes: number) => iso(Date.now() - minutes * 60_000)

/** The first free times of the doctor, from a day ahead. */
async function freeTimes(): Promise<string[]> {
  const [from, to] = [iso(Date.now() + 24 * hour), iso(Date.now() + 48 * hour)]
  const path = `/api/slots?from=${from}&to=${to}&minutes=30&staffId=${fixture.own.staff}`
  return must(await fixture.people.receptionist.ask('GET', path)).items.map((one: { startsAt: string }) => one.startsAt)
}

function step(who: Person, visit: Reply['body'], name: string, body: unknown = {}): Promise<Reply> {
  return who.ask('POST', `/api/appointments/${visit.id}/${name}`, body, { 'if-match': `"${visit.version}"` })
}

test('a patient is registered, booked, moved, received, treated and sent home, and reads what was written', async () => {
  const { receptionist, doctor, nurse } = fixture.people
  const person = {
    name: { given: 'Sri', text: 'Sri' },
    birthDate: '1968-04',
    sex: 'female',
    phone: '+62 812 0000 0000',
    nationalId: '3171234567890123',
    address: { line: ['Jl. Mawar 3'], rt: '003', rw: '007', village: 'Menteng', city: 'Jakarta', country: 'ID' },
    contacts: [{ name: 'Budi', relation: 'son', phone: '0812 111', emergency: true, guardian: false }],
  }
  const patient = must(await receptionist.ask('POST', '/api/patients', person), 201)
  expect(patient).toMatchObject({
    name: { text: 'Sri' },
    birthDate: '1968-04',
    recordNumber: expect.stringMatching(/^\d{6,}$/),
  })
  const found = must(await receptionist.ask('GET', `/api/patients?q=${patient.recordNumber}`))
  expect(found.items.map((one: { id: string }) => one.id)).toEqual([patient.id])

  const [first = '', , , , second = ''] = await freeTimes()
  const ordered = { patientId: patient.id, staffId: fixture.own.staff, minutes: 30, reason: 'Batuk' }
  const booked = must(await receptionist.ask('POST', '/api/appointments', { ...ordered, startsAt: first }), 201)
  expect(booked).toMatchObject({
    status: 'booked',
    kind: 'scheduled',
    patient: { id: patient.id, name: 'Sri', recordNumber: patient.recordNumber },
    staff: { id: fixture.own.staff },
  })
  expect(await freeTimes()).not.toContain(first)
  const twice = await receptionist.ask('POST', '/api/appointments', {
    ...ordered,
    patientId: fixture.other.patient,
    startsAt: first,
  })
  expect(twice).toMatchObject({ status: 409, body: { code: 'staff_busy', details: { until: booked.endsAt } } })

  const match = { 'if-match': `"${booked.version}"` }
  const moved = must(await receptionist.ask('PATCH', `/api/appointments/${booked.id}`, { startsAt: second }, match))
  expect(moved).toMatchObject({ startsAt: second, version: 2 })
  const free = await freeTimes()
  expect([free.includes(first), free.includes(second)]).toEqual([true, false])

  const own = await app.aClinic({ ...jakarta, clinicId: fixture.clinicId }).as('patient', { patients: [patient.id] })
  const confirmed = must(await step(own, moved, 'confirm'))
  const arrived = must(await step(receptionist, confirmed, 'check-in'))
  expect(arrived).toMatchObject({ status: 'arrived', queueNumber: 1 })
  const started = must(await step(doctor, arrived, 'start'))
  expect(started.status).toBe('in_progress')

  const encounter = must(
    await doctor.ask('POST', '/api/encounters', { patientId: patient.id, appointmentId: booked.id }),
    201,
  )
  const at = `/api/encounters/${encounter.id}`
  const pressure = {
    patientId: patient.id,
    encounterId: encounter.id,
    code: '85354-9',
    observedAt: minutesAgo(1),
    components: [
      { code: '8480-6', value: 130, unit: 'mm[Hg]' },
      { code: '8462-4', value: 85, unit: 'mm[Hg]' },
    ],
  }
  must(await nurse.ask('POST', '/api/observations/batch', { items: [pressure] }), 201)
  const note = must(await nurse.ask('POST', `${at}/notes`, { kind: 'nursing', text: 'Tampak lemas.' }), 201)
  must(await nurse.ask('POST', `${at}/notes/${note.id}/sign`))
  const soap = { subjective: 'Batuk 3 hari', objective: 'Ronki -/-', assessment: 'ISPA', plan: 'Istirahat' }
  const { version } = must(await doctor.ask('GET', at))
  const draft = must(await doctor.ask('PATCH', at, soap, { 'if-match': `"${version}"` }))
  expect((await own.ask('GET', at)).status).toBe(404)
  must(await doctor.ask('POST', `${at}/sign`, undefined, { 'if-match': `"${draft.version}"` }))
  expect(await doctor.ask('PATCH', at, { plan: 'x' }, { 'if-match': `"${draft.version}"` })).toMatchObject({
    status: 409,
  })

  const finished = must(await step(doctor, started, 'finish'))
  expect(finished.finishedAt).toBeTruthy()
  const done = must(await step(receptionist, finished, 'check-out'))
  expect(done.status).toBe('completed')
  expect(done.statusHistory.map((one: { status: string }) => one.status)).toEqual([
    'booked',
    'confirmed',
    'arrived',
    'in_progress', // and once more when the doctor was done
    'in_progress',
    'completed',
  ])

  expect(must(await own.ask('GET', at))).toMatchObject({
    status: 'finished',
    note: soap,
    notes: [{ text: 'Tampak lemas.' }],
  })
  const summary = must(await own.ask('GET', `/api/patients/${patient.id}/summary`))
  expect(summary).toMatchObject({ patient: { status: 'ok' }, vitals: { items: [{ code: '85354-9' }] } })
  const timeline = must(await own.ask('GET', `/api/patients/${patient.id}/timeline`))
  expect(timeline.items.map((one: { kind: string }) => one.kind).sort()).toEqual([
    'encounter',
    'note',
    'note',
    'observation',
  ])
})

test('walk-ins queue behind each other, and the urgent one is seen as such on the board', async () => {
  const { receptionist, nurse } = fixture.people
  const numbers: number[] = []
  for (const urgent of [false, true]) {
    const visit = must(
      await receptionist.ask('POST', '/api/appointments/walk-in', { patientId: fixture.other.patient, urgent }),
      201,
    )
    expect(visit).toMatchObject({ kind: 'walk_in', status: 'arrived', urgent })
    expect(visit.staff).toBeUndefined()
    numbers.push(visit.queueNumber)
    const nobody = await step(nurse, visit, 'start')
    expect(nobody).toMatchObject({ status: 422, body: { code: 'staff_required' } })
    must(await step(nurse, visit, 'start', { staffId: fixture.other.staff }))
    must(await receptionist.ask('POST', `/api/appointments/${visit.id}/check-out`, {}))
  }
  expect((numbers[1] ?? 0) - (numbers[0] ?? 0)).toBe(1)
  const path = `/api/appointments/board?from=${iso(Date.now() - hour)}&to=${iso(Date.now() + hour)}`
  const board = must(await receptionist.ask('GET', path))
  expect(board.items.filter((one: { urgent: boolean }) => one.urgent)).toHaveLength(1)
})

test('a cancelled visit frees its time, undoing takes it again, and a wrong step is refused by name', async () => {
  const { receptionist } = fixture.people
  const [startsAt = ''] = (await freeTimes()).slice(3)
  const ordered = { patientId: fixture.other.patient, staffId: fixture.own.staff, startsAt, minutes: 30 }
  const visit = must(await receptionist.ask('POST', '/api/appointments', ordered), 201)
  const cancelled = must(await step(receptionist, visit, 'cancel', { by: 'patient', code: 'ill', reason: 'Demam' }))
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    cancellation: { by: 'patient', code: 'ill', reason: 'Demam' },
  })
  expect(await freeTimes()).toContain(startsAt)
  const wrong = await step(receptionist, cancelled, 'check-in')
  expect(wrong).toMatchObject({ status: 409, body: { code: 'wrong_status', details: { status: 'cancelled' } } })
  const stale = await step(receptionist, visit, 'undo')
  expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } })
  const back = must(await step(receptionist, cancelled, 'undo'))
  expect(back).toMatchObject({ status: 'booked', startsAt })
  expect(back.cancellation).toBeUndefined()
  expect(await freeTimes()).not.toContain(startsAt)
  const missed = must(await step(receptionist, back, 'no-show'))
  expect(missed.status).toBe('no_show')
})

test('an absence and a closure hide free times until they are taken back', async () => {
  const { owner, doctor } = fixture.people
  const times = await freeTimes()
  const startsAt = times.at(10) ?? ''
  const endsAt = iso(Date.parse(startsAt) + hour)
  const inside = (all: string[]) => all.filter(one => one >= startsAt && one < endsAt)
  expect(inside(times).length).toBeGreaterThan(0)
  for (const [who, path] of [
    [doctor, `/api/staff/${fixture.own.staff}/absences`],
    [owner, '/api/clinic/closures'],
  ] as const) {
    const away = must(await who.ask('POST', path, { startsAt, endsAt, reason: 'Rapat' }), 201)
    expect(inside(await freeTimes())).toEqual([])
    must(await who.ask('DELETE', `${path}/${away.id}`, undefined, { 'if-match': '"1"' }))
    expect(inside(await freeTimes())).toEqual(inside(times))
  }
})

/** Someone who signs in at this clinic, and the zone that the token then carries. */
async function zoneSeen(account: { email: string; password: string }): Promise<string> {
  const { email, password } = account
  const reply = await app.send('POST', '/api/auth/login', {
    body: JSON.stringify({ email, password }),
    headers: { 'content-type': 'application/json' },
  })
  return must(reply).membership.timezone
}

test("the clinic's zone reaches the tokens: at once, and by the sweep where that failed", async () => {
  const { clinicId } = fixture
  await aKnownClinic(app, clinicId, 'Asia/Jakarta')
  const account = await anAccount(app, [{ clinicId, roles: ['receptionist'] }])
  expect(await zoneSeen(account)).toBe('Asia/Jakarta')

  const { owner } = fixture.people
  const before = await owner.ask('GET', '/api/clinic')
  const match = { 'if-match': before.headers.get('etag') ?? '' }
  must(await owner.ask('PATCH', '/api/clinic', { timezone: 'Asia/Makassar' }, match))
  await expect.poll(() => zoneSeen(account), { timeout: 10_000 }).toBe('Asia/Makassar')

  // As if the gateway had gone away after the write: the change stands, its effect waits in the outbox.
  const staff = (await app.harness.getWorker('staff').getExport()) as unknown as {
    'clinic.change'(...input: unknown[]): Promise<{ ok: boolean }>
  }
  const changed = await staff['clinic.change'](system(clinicId, Date.now(), 'test'), {
    version: 2,
    change: { timezone: 'Asia/Jayapura' },
  })
  expect(changed.ok).toBe(true)
  expect(await zoneSeen(account)).toBe('Asia/Makassar')
  await app.harness.getWorker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date() })
  expect(await zoneSeen(account)).toBe('Asia/Jayapura')
})

test('nothing of the day was logged but ids, codes and times', () => {
  const logged = JSON.stringify(app.harness.getLogs())
  expect(logged).toContain('requestId')
  for (const secret of [
    fixture.canary,
    'Sri',
    '1968-04',
    '3171234567890123',
    'Mawar',
    'Batuk',
    'lemas',
    'ISPA',
    'Demam',
    'Rapat',
  ]) {
    expect(logged, secret).not.toContain(secret)
  }
  expect(logged).not.toMatch(/eyJ[\w-]{10}|@example\.test/)
})
