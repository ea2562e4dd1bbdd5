import { expect, test } from 'vitest'
import { countingContext } from '../../../test/verbs/counting.ts'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must } from '../../../test/verbs/people.ts'
import { board } from './board.ts'

const { APPOINTMENT } = env
const today = { from: '2026-03-02', to: '2026-03-03' }

test('the board shows who, with whom, where and how far', async () => {
  const { book, desk, doctor, patient, aRoom, owner } = await aDesk()
  const roomId = await aRoom('4')
  const type = must(await APPOINTMENT['visit_type.create'](owner, { name: 'Check-up', minutes: 30 }))
  const made = must(await book({ roomId, visitTypeId: type.id, overbook: { reason: 'Late' } }))
  must(await APPOINTMENT['appointment.check_in'](desk, { id: made.id }))
  expect(must(await APPOINTMENT['appointment.board'](desk, today))).toEqual({
    truncated: false,
    items: [
      {
        id: made.id,
        version: 2,
        kind: 'scheduled',
        status: 'arrived',
        mode: 'in_person',
        patient: { id: patient, name: 'Sari', recordNumber: '000001', sex: 'female' },
        staff: { id: doctor, name: 'Ana Núñez' },
        room: { id: roomId, number: '4' },
        visitType: { id: type.id, name: 'Check-up' },
        startsAt: local('09:00'),
        endsAt: local('09:30'),
        urgent: false,
        overbooked: true,
        queueNumber: 1,
        arrivedAt: local('07:00'),
      },
    ],
  })
})

test("a visit that began before the range and runs into it is on it, the next day's is not", async () => {
  const { book, desk } = await aDesk()
  const { id } = must(await book())
  const ask = async (from: string, to: string) =>
    must(await APPOINTMENT['appointment.board'](desk, { from: local(from), to: local(to) })).items.map(row => row.id)
  expect(await ask('09:15', '10:00')).toEqual([id])
  expect(await ask('09:30', '10:00')).toEqual([])
  expect(await ask('08:00', '09:00')).toEqual([])
})

test('patients have no board, another clinic sees its own, and 43 days are too many', async () => {
  const { book, as, desk, patient } = await aDesk()
  must(await book())
  expect(await APPOINTMENT['appointment.board'](as('patient', { patients: [patient] }), today)).toMatchObject({
    code: 'forbidden',
  })
  expect(must(await APPOINTMENT['appointment.board']((await aDesk()).desk, today)).items).toEqual([])
  expect(await APPOINTMENT['appointment.board'](desk, { from: '2026-03-02', to: '2026-04-14' })).toMatchObject({
    code: 'invalid_request',
  })
})

test('where the names are silent or gone the board still answers, with the ids it has', async () => {
  const { book, desk, doctor, patient } = await aDesk()
  must(await book())
  const { context } = countingContext<AppointmentEnv>(env.APPOINTMENT_DB, desk)
  const silent = { 'patient.cards': () => new Promise(() => {}) } as unknown as AppointmentEnv['PATIENT']
  const gone = { 'staff.cards': () => Promise.reject(new Error('gone')) } as unknown as AppointmentEnv['STAFF']
  const shown = must(await board({ ...context, env: { ...context.env, PATIENT: silent, STAFF: gone } }, today))
  expect(shown.items).toMatchObject([
    { patient: { id: patient, unavailable: true }, staff: { id: doctor, unavailable: true }, startsAt: local('09:00') },
  ])
})

test('visits are counted by status, day and hour of the clinic', async () => {
  const { book, later, desk, doctor, aPatient, as } = await aDesk()
  const { id } = must(await book())
  must(await APPOINTMENT['appointment.check_in'](later('08:50'), { id }))
  must(await APPOINTMENT['appointment.start'](later('09:00'), { id }))
  must(await book({ startsAt: local('09:30'), patientId: await aPatient() }))
  must(await book({ startsAt: local('16:00', '2026-03-03'), patientId: await aPatient() }))
  must(await APPOINTMENT['appointment.walk_in'](later('10:05'), { patientId: await aPatient(), staffId: doctor }))
  const range = { from: '2026-03-01', to: '2026-03-08' }
  expect(must(await APPOINTMENT['appointment.count'](desk, range))).toEqual({
    total: 4,
    walkIns: 1,
    byStatus: { booked: 2, confirmed: 0, arrived: 1, in_progress: 1, completed: 0, cancelled: 0, no_show: 0 },
    byDay: [
      { date: '2026-03-02', total: 3, byStatus: { booked: 1, arrived: 1, in_progress: 1 } },
      { date: '2026-03-03', total: 1, byStatus: { booked: 1 } },
    ],
    byHour: [
      { hour: 9, total: 2 },
      { hour: 10, total: 1 },
      { hour: 16, total: 1 },
    ],
    meanWaitMinutes: 10,
  })
  expect(await APPOINTMENT['appointment.count'](as('patient'), range)).toMatchObject({ code: 'forbidden' })
})
