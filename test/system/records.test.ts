import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/harness.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

/** A clinic with its people and a patient. */
async function aPractice() {
  const clinic = app.aClinic()
  const desk = await clinic.as('receptionist')
  const { body } = await desk.ask('POST', '/api/patients', { name: { given: 'Sari', family: 'Putri' }, sex: 'female' })
  const patientId: string = body.id
  return {
    clinic,
    desk,
    patientId,
    doctor: await clinic.as('doctor', { name: 'dr. Budi' }),
    nurse: await clinic.as('nurse', { name: 'Ns. Rina' }),
    owner: await clinic.as('owner'),
    patient: await clinic.as('patient', { patients: [patientId] }),
  }
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

test('a doctor and a nurse write the record of a walk-in, and the patient reads what is signed', async () => {
  const { desk, doctor, nurse, patient, patientId } = await aPractice()
  const visit = await desk.ask('POST', '/api/appointments/walk-in', { patientId, reason: 'Batuk' })
  expect(visit.status).toBe(201)

  const opening = { patientId, appointmentId: visit.body.id }
  const opened = await doctor.ask('POST', '/api/encounters', opening)
  expect([opened.status, opened.headers.get('etag')]).toEqual([201, '"1"'])
  const again = await nurse.ask('POST', '/api/encounters', opening)
  expect([again.status, again.body.id]).toEqual([200, opened.body.id])
  const at = `/api/encounters/${opened.body.id}`

  const vitals = await nurse.ask('POST', '/api/observations/batch', {
    items: [
      {
        patientId,
        encounterId: opened.body.id,
        code: '85354-9',
        observedAt: minutesAgo(5),
        components: [
          { code: '8480-6', value: 118, unit: 'mm[Hg]' },
          { code: '8462-4', value: 76, unit: 'mm[Hg]' },
        ],
      },
      { patientId, encounterId: opened.body.id, code: '8310-5', observedAt: minutesAgo(5), value: 38.9, unit: 'Cel' },
    ],
  })
  expect(vitals.status).toBe(201)
  expect(vitals.body.items.map((one: { outOfRange: boolean }) => one.outOfRange)).toEqual([false, true])

  const note = await nurse.ask('POST', `${at}/notes`, { kind: 'nursing', text: 'Pasien tampak lemas.' })
  expect([note.status, note.body.recordedBy.role]).toEqual([201, 'nurse'])
  const saved = await doctor.ask('PATCH', at, { subjective: 'Batuk 3 hari', plan: 'Istirahat' }, { 'if-match': '"1"' })
  expect([saved.status, saved.headers.get('etag'), saved.body.note.status]).toEqual([200, '"2"', 'draft'])
  expect((await patient.ask('GET', at)).status).toBe(404)
  const waiting = await doctor.ask('GET', '/api/encounters/unsigned')
  expect(waiting.body).toMatchObject({ count: 1, items: [{ id: opened.body.id }] })
  expect((await nurse.ask('POST', `${at}/notes/${note.body.id}/sign`)).body.status).toBe('signed')

  const signed = await doctor.ask('POST', `${at}/sign`, undefined, { 'if-match': '"2"' })
  expect(signed.body).toMatchObject({ status: 'finished', signedBy: { name: 'dr. Budi' }, note: { status: 'signed' } })

  const seen = await patient.ask('GET', at)
  expect(seen.body).toMatchObject({ note: { plan: 'Istirahat' }, notes: [{ text: 'Pasien tampak lemas.' }] })
  const timeline = await patient.ask('GET', `/api/patients/${patientId}/timeline`)
  expect(timeline.body.items).toHaveLength(5)
  const summary = await patient.ask('GET', `/api/patients/${patientId}/summary`)
  expect(summary.body).toMatchObject({
    patient: { status: 'ok', patient: { id: patientId } },
    visits: { status: 'ok', next: [], last: [{ id: visit.body.id }] },
    vitals: { status: 'ok', items: [{ name: 'blood_pressure' }, { name: 'temperature' }] },
    openEncounters: { status: 'ok', items: [] },
  })
})

test('after signing, every route that writes answers 409 signed', async () => {
  const { doctor, nurse, patientId } = await aPractice()
  const { body: encounter } = await doctor.ask('POST', '/api/encounters', { patientId })
  const at = `/api/encounters/${encounter.id}`
  const pulse = {
    patientId,
    encounterId: encounter.id,
    code: '8867-4',
    observedAt: minutesAgo(1),
    value: 70,
    unit: '/min',
  }
  const { body: observation } = await nurse.ask('POST', '/api/observations', pulse)
  const { body: note } = await nurse.ask('POST', `${at}/notes`, { kind: 'nursing', text: 'Calm.' })
  await doctor.ask('PATCH', at, { plan: 'Rest' }, { 'if-match': '"1"' })
  const { body: signed } = await doctor.ask('POST', `${at}/sign`)
  const match = { 'if-match': `"${signed.version}"` }
  const replies = await Promise.all([
    doctor.ask('PATCH', at, { plan: 'Run' }, match),
    doctor.ask('POST', `${at}/sign`, undefined, match),
    doctor.ask('POST', `${at}/sign`),
    nurse.ask('POST', `${at}/notes`, { kind: 'other', text: 'x' }),
    nurse.ask('PATCH', `${at}/notes/${note.id}`, { text: 'x' }, { 'if-match': '"1"' }),
    nurse.ask('POST', `${at}/notes/${note.id}/sign`),
    nurse.ask('POST', '/api/observations', pulse),
    nurse.ask('POST', '/api/observations/batch', { items: [pulse] }),
    nurse.ask('POST', `/api/observations/${observation.id}/retract`, { reason: 'x' }),
  ])
  expect(replies.map(one => [one.status, one.body.code])).toEqual(replies.map(() => [409, 'signed']))
  expect((await doctor.ask('GET', at)).body).toMatchObject({
    ...signed,
    notes: [{ text: 'Calm.', status: 'withdrawn' }],
  })
})

test('what a client must send: If-Match on changes, known fields, one kind of value', async () => {
  const { doctor, nurse, patientId } = await aPractice()
  const { body: encounter } = await doctor.ask('POST', '/api/encounters', { patientId })
  const at = `/api/encounters/${encounter.id}`
  expect((await doctor.ask('PATCH', at, { plan: 'x' })).status).toBe(428)
  expect((await doctor.ask('PATCH', at, { plan: 'x' }, { 'if-match': '"9"' })).status).toBe(412)
  expect((await doctor.ask('PATCH', at, { plan: 'x'.repeat(20_001) }, { 'if-match': '"1"' })).status).toBe(400)
  expect((await doctor.ask('PATCH', at, {}, { 'if-match': '"1"' })).status).toBe(400)
  expect((await doctor.ask('PATCH', at, { title: 'x' }, { 'if-match': '"1"' })).status).toBe(400)
  expect((await doctor.ask('POST', `${at}/sign`)).body.code).toBe('empty_note')

  const observed = { patientId, code: '8867-4', observedAt: minutesAgo(1) }
  const wrong = [
    [observed, 'value', 'one_value'],
    [{ ...observed, value: 70 }, 'unit', 'value_with_unit'],
    [{ ...observed, value: 70, unit: '/min', valueText: 'x' }, 'value', 'one_value'],
    [{ ...observed, code: 'pulse', value: 70, unit: '/min' }, 'code', 'loinc'],
    [{ ...observed, value: 7000, unit: '/min' }, 'value', 'impossible'],
  ] as const
  for (const [body, path, rule] of wrong) {
    const reply = await nurse.ask('POST', '/api/observations', body)
    expect([reply.status, reply.body.fields]).toEqual([400, [{ path, rule }]])
  }
  expect((await nurse.ask('POST', '/api/observations', { ...observed, value: 70, unit: 'Hz' })).body.code).toBe(
    'unknown_unit',
  )
  expect((await nurse.ask('POST', '/api/observations/batch', { items: [] })).status).toBe(400)
  expect((await nurse.ask('GET', '/api/encounters?status=open')).status).toBe(400)
  expect((await nurse.ask('GET', `/api/patients/${patientId}/timeline?kinds=letters`)).status).toBe(400)
})

test('the longest note in any script reads back equal', async () => {
  const { doctor, patientId } = await aPractice()
  const { body: encounter } = await doctor.ask('POST', '/api/encounters', { patientId })
  const note = {
    subjective: '王'.repeat(20_000),
    objective: 'يوسف\tdan\n😷 100% _ \'"--',
    assessment: 'é'.repeat(20_000),
    plan: 'x'.repeat(20_000),
  }
  const saved = await doctor.ask('PATCH', `/api/encounters/${encounter.id}`, note, { 'if-match': '"1"' })
  expect(saved.status).toBe(200)
  expect((await doctor.ask('GET', `/api/encounters/${encounter.id}`)).body.note).toMatchObject(note)
})

test('reception and the owner see who the patient is and the visits, and nothing clinical', async () => {
  const { desk, owner, patientId } = await aPractice()
  for (const person of [desk, owner]) {
    expect((await person.ask('GET', `/api/patients/${patientId}/summary`)).body).toMatchObject({
      patient: { status: 'ok' },
      visits: { status: 'ok' },
      vitals: { status: 'forbidden' },
      openEncounters: { status: 'forbidden' },
    })
    expect((await person.ask('GET', `/api/patients/${patientId}/timeline`)).status).toBe(403)
    expect((await person.ask('GET', '/api/encounters')).status).toBe(403)
    expect((await person.ask('GET', '/api/observations')).status).toBe(403)
  }
})

test("another clinic's patient and records do not exist, nor somebody else's for a patient", async () => {
  const { doctor, clinic, patientId } = await aPractice()
  const elsewhere = await aPractice()
  const { body: encounter } = await elsewhere.doctor.ask('POST', '/api/encounters', { patientId: elsewhere.patientId })
  const stranger = await clinic.as('patient', { patients: [patientId] })
  for (const person of [doctor, stranger]) {
    expect((await person.ask('GET', `/api/encounters/${encounter.id}`)).status).toBe(404)
    expect((await person.ask('GET', `/api/patients/${elsewhere.patientId}/summary`)).status).toBe(404)
    expect((await person.ask('GET', `/api/patients/${elsewhere.patientId}/timeline`)).status).toBe(404)
  }
  expect((await doctor.ask('POST', '/api/encounters', { patientId: elsewhere.patientId })).body.code).toBe(
    'patient_not_found',
  )
})

test('a repeat of an opening with its Idempotency-Key is answered as the first time', async () => {
  const { doctor, patientId } = await aPractice()
  const key = { 'idempotency-key': crypto.randomUUID() }
  const first = await doctor.ask('POST', '/api/encounters', { patientId }, key)
  const second = await doctor.ask('POST', '/api/encounters', { patientId }, key)
  expect([second.status, second.body]).toEqual([201, first.body])
})
