import { expect, test } from 'vitest'
import { aDesk } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'

const { APPOINTMENT } = env

test('a walk-in is in the queue at once, without doctor or slot', async () => {
  const { desk, patient } = await aDesk()
  const input = { patientId: patient, specialty: 'Dermatology', reason: 'Burn', urgent: true }
  expect(must(await APPOINTMENT['appointment.walk_in'](desk, input))).toMatchObject({
    kind: 'walk_in',
    status: 'arrived',
    queueNumber: 1,
    urgent: true,
    specialty: 'Dermatology',
    patient: { id: patient },
    statusHistory: [{ status: 'arrived' }],
  })
})

test('it makes and meets no overlap', async () => {
  const { book, later, patient, doctor, aPatient } = await aDesk()
  must(await book())
  const input = { patientId: patient, staffId: doctor }
  must(await APPOINTMENT['appointment.walk_in'](later('09:10'), input))
  must(await APPOINTMENT['appointment.walk_in'](later('09:40'), { ...input, patientId: await aPatient() }))
  must(await book({ patientId: await aPatient(), startsAt: new Date(later('09:40').at).toISOString() }))
})

test('it needs a doctor to start, named before or then', async () => {
  const { desk, patient, doctor, aPatient } = await aDesk()
  const one = must(await APPOINTMENT['appointment.walk_in'](desk, { patientId: patient }))
  expect(await APPOINTMENT['appointment.start'](desk, { id: one.id })).toMatchObject({ code: 'staff_required' })
  expect(await APPOINTMENT['appointment.start'](desk, { id: one.id, staffId: 'stf-none' })).toMatchObject({
    code: 'staff_not_found',
  })
  expect(must(await APPOINTMENT['appointment.start'](desk, { id: one.id, staffId: doctor })).staff?.id).toBe(doctor)
  const two = must(await APPOINTMENT['appointment.walk_in'](desk, { patientId: await aPatient() }))
  must(await APPOINTMENT['appointment.move'](desk, { id: two.id, version: 1, change: { staffId: doctor } }))
  must(await APPOINTMENT['appointment.start'](desk, { id: two.id }))
})

test('what it names must be there', async () => {
  const { desk, patient } = await aDesk()
  const ask = (more: object) => APPOINTMENT['appointment.walk_in'](desk, { patientId: patient, ...more })
  expect(await ask({ patientId: 'pat-none' })).toMatchObject({ code: 'patient_not_found' })
  expect(await ask({ staffId: 'stf-none' })).toMatchObject({ code: 'staff_not_found' })
  expect(await ask({ roomId: 'rom-none' })).toMatchObject({ code: 'room_not_found' })
  expect(await ask({ visitTypeId: 'vty-none' })).toMatchObject({ code: 'visit_type_not_found' })
  const dead = must(await env.PATIENT['patient.register'](desk, { name: { given: 'X' }, sex: 'male', deceased: {} }))
  expect(await ask({ patientId: dead.id })).toMatchObject({ code: 'patient_deceased' })
})

test('patients do not walk in by themselves', async () => {
  const { as, patient } = await aDesk()
  const me = as('patient', { patients: [patient] })
  expect(await APPOINTMENT['appointment.walk_in'](me, { patientId: patient })).toMatchObject({ code: 'forbidden' })
})
