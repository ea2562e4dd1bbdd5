import { expect, test } from 'vitest'
import { aPatient, aVisit } from '../../../test/verbs/charts.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, monday, must, times } from '../../../test/verbs/people.ts'

/** A patient who walked in, and the doctor who opens the record of that visit. */
async function aWalkIn() {
  const { as, clinicId } = aClinic()
  const desk = as('receptionist')
  const patientId = await aPatient(desk)
  const visit = must(await env.APPOINTMENT['appointment.walk_in'](desk, { patientId }))
  return { as, clinicId, desk, patientId, appointmentId: visit.id, doctor: as('doctor', { staffId: 'stf-1' }) }
}

test('an encounter begins now, ambulatory, in progress, with who opened it', async () => {
  const { as } = aClinic()
  const doctor = as('doctor', { staffId: 'stf-1' })
  const patientId = await aPatient(as('receptionist'))
  const { created, encounter } = must(await env.RECORD['encounter.open'](doctor, { patientId }))
  const by = { id: doctor.accountId, name: 'A doctor', role: 'doctor' }
  expect(created).toBe(true)
  expect(encounter).toMatchObject({
    patient: { id: patientId, name: 'Sari', recordNumber: '000001' },
    staff: { id: 'stf-1' },
    class: 'ambulatory',
    status: 'in_progress',
    statusHistory: [{ status: 'in_progress', at: '2026-03-02T12:00:00.000Z', by }],
    period: { start: '2026-03-02T12:00:00.000Z' },
    recordedBy: by,
    notes: [],
    observations: [],
    version: 1,
  })
})

test('an encounter may have begun earlier, but not later than now', async () => {
  const { as } = aClinic()
  const patientId = await aPatient(as('receptionist'))
  const earlier = await env.RECORD['encounter.open'](as('nurse'), {
    patientId,
    class: 'home',
    startedAt: '2026-03-02T10:00:00+01:00',
  })
  expect(must(earlier).encounter).toMatchObject({ class: 'home', period: { start: '2026-03-02T09:00:00.000Z' } })
  expect(
    await env.RECORD['encounter.open'](as('nurse'), { patientId, startedAt: '2026-03-02T12:06:00Z' }),
  ).toMatchObject({
    code: 'invalid_request',
    details: [{ path: 'startedAt', rule: 'in_the_future' }],
  })
})

test('a visit has one encounter: a second opening shows the first', async () => {
  const { doctor, as, patientId, appointmentId } = await aWalkIn()
  const first = must(await env.RECORD['encounter.open'](doctor, { patientId, appointmentId }))
  const second = must(await env.RECORD['encounter.open'](as('nurse'), { patientId, appointmentId, class: 'emergency' }))
  expect(first.encounter.appointmentId).toBe(appointmentId)
  expect(second).toEqual({ created: false, encounter: first.encounter })
})

test('of fifty openings of one visit at once, one makes the encounter and all show it', async () => {
  const { doctor, clinicId, patientId, appointmentId } = await aWalkIn()
  const all = await Promise.all(times(50, () => env.RECORD['encounter.open'](doctor, { patientId, appointmentId })))
  expect(new Set(all.map(one => must(one).encounter.id)).size).toBe(1)
  expect(all.filter(one => must(one).created)).toHaveLength(1)
  const rows = await env.RECORD_DB.prepare('SELECT count(*) AS n FROM encounter WHERE clinic_id = ?')
    .bind(clinicId)
    .first('n')
  expect(rows).toBe(1)
})

test('of five openings at once of each of forty visits, one each makes the encounter', async () => {
  const { as, clinicId } = aClinic()
  const desk = as('receptionist')
  const doctor = as('doctor')
  const visits = await Promise.all(
    times(40, async () => {
      const patientId = await aPatient(desk)
      return { patientId, appointmentId: must(await env.APPOINTMENT['appointment.walk_in'](desk, { patientId })).id }
    }),
  )
  const all = await Promise.all(visits.flatMap(visit => times(5, () => env.RECORD['encounter.open'](doctor, visit))))
  expect(all.filter(one => must(one).created)).toHaveLength(40)
  expect(new Set(all.map(one => must(one).encounter.id)).size).toBe(40)
  const rows = env.RECORD_DB.prepare('SELECT count(DISTINCT appointment_id) AS n FROM encounter WHERE clinic_id = ?')
  expect(await rows.bind(clinicId).first('n')).toBe(40)
}, 60_000)

test('the naive way, look and then insert, opens one visit more than once', async () => {
  const db = env.RECORD_DB
  await db.prepare('CREATE TABLE naive (clinic_id TEXT, appointment_id TEXT) STRICT').run()
  await Promise.all(
    times(50, async () => {
      const seen = await db.prepare("SELECT count(*) AS n FROM naive WHERE appointment_id = 'apt-1'").first<number>('n')
      if (seen === 0) await db.prepare("INSERT INTO naive VALUES ('cln-1', 'apt-1')").run()
    }),
  )
  expect(await db.prepare('SELECT count(*) AS n FROM naive').first<number>('n')).toBeGreaterThan(1)
})

test.each([
  ['video', 'virtual'],
  ['phone', 'virtual'],
  ['home', 'home'],
  ['in_person', 'ambulatory'],
])('a visit by %s makes the encounter %s', async (mode, expected) => {
  const { doctor, patientId, appointmentId } = await aWalkIn()
  await env.APPOINTMENT_DB.prepare('UPDATE appointment SET mode = ? WHERE id = ?').bind(mode, appointmentId).run()
  const { encounter } = must(await env.RECORD['encounter.open'](doctor, { patientId, appointmentId }))
  expect(encounter.class).toBe(expected)
})

test("an unknown visit, another patient's and another clinic's are not found", async () => {
  const { doctor, desk, appointmentId } = await aWalkIn()
  const other = await aPatient(desk)
  const elsewhere = await aWalkIn()
  for (const wrong of [appointmentId, elsewhere.appointmentId, 'apt-none']) {
    expect(await env.RECORD['encounter.open'](doctor, { patientId: other, appointmentId: wrong })).toMatchObject({
      code: 'appointment_not_found',
    })
  }
})

test('a cancelled visit gets no encounter', async () => {
  const { doctor, desk, patientId, appointmentId } = await aWalkIn()
  must(await env.APPOINTMENT['appointment.cancel'](desk, { id: appointmentId, by: 'patient', code: 'left' }))
  expect(await env.RECORD['encounter.open'](doctor, { patientId, appointmentId })).toMatchObject({
    code: 'wrong_status',
    details: { status: 'cancelled' },
  })
})

test("an unknown patient and another clinic's are not found, an archived one is refused", async () => {
  const { as } = aClinic()
  const doctor = as('doctor')
  const elsewhere = await aPatient(aClinic().as('receptionist'))
  for (const patientId of ['pat-none', elsewhere]) {
    expect(await env.RECORD['encounter.open'](doctor, { patientId })).toMatchObject({ code: 'patient_not_found' })
  }
  const archived = await aPatient(as('receptionist'))
  await env.PATIENT_DB.prepare('UPDATE patient SET archived_at = ? WHERE id = ?').bind(monday, archived).run()
  expect(await env.RECORD['encounter.open'](doctor, { patientId: archived })).toMatchObject({
    code: 'patient_archived',
  })
})

test('a repeat with the same key answers the same encounter, another body is refused', async () => {
  const { as } = aClinic()
  const patientId = await aPatient(as('receptionist'))
  const repeat = { key: 'k1', route: 'POST /api/encounters', bodyHash: 'a' }
  const doctor = as('doctor')
  const first = must(await env.RECORD['encounter.open']({ ...doctor, repeat }, { patientId }))
  expect(must(await env.RECORD['encounter.open']({ ...doctor, repeat }, { patientId }))).toEqual(first)
  const other = await env.RECORD['encounter.open']({ ...doctor, repeat: { ...repeat, bodyHash: 'b' } }, { patientId })
  expect(other).toMatchObject({ code: 'key_reused' })
})

test.each(['owner', 'receptionist', 'patient'] as const)('%s may not open an encounter', async role => {
  const { as, patientId } = await aVisit()
  expect(await env.RECORD['encounter.open'](as(role, { patients: [patientId] }), { patientId })).toMatchObject({
    code: 'forbidden',
  })
})
