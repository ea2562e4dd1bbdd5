import { expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { must, times } from '../../../test/verbs/people.ts'
import type { ListAppointments } from './contract.ts'

const { APPOINTMENT } = env

/** A desk with twelve visits of two doctors and three patients, every half hour from 8. */
async function aBusyDesk() {
  const desk = await aDesk()
  const [second, ...others] = await Promise.all([desk.aDoctor(), desk.aPatient('Budi'), desk.aPatient('Citra')])
  const patients = [desk.patient, ...others]
  const made = []
  for (const i of times(12, n => n)) {
    const time = `${String(8 + (i >> 1) + (i >= 8 ? 1 : 0)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`
    const input = { startsAt: local(time), patientId: patients[i % 3], staffId: i % 2 ? second : desk.doctor }
    made.push(must(await desk.book(input)).id)
  }
  const ids = async (query: ListAppointments, actor = desk.desk) =>
    must(await APPOINTMENT['appointment.list'](actor, query)).items.map(({ id }) => id)
  return { ...desk, second, patients, made, ids }
}

test('pages follow each other without gap or repeat, forwards and backwards', async () => {
  const { desk, made } = await aBusyDesk()
  for (const order of ['asc', 'desc'] as const) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = must(await APPOINTMENT['appointment.list'](desk, { limit: 5, cursor, order }))
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(order === 'asc' ? made : made.toReversed())
  }
})

test('filters take lists, merge their pages and add up', async () => {
  const { ids, made, doctor, second, patients, desk } = await aBusyDesk()
  const pick = (keep: (i: number) => boolean) => made.filter((_, i) => keep(i))
  expect(await ids({ staffId: [doctor] })).toEqual(pick(i => i % 2 === 0))
  expect(await ids({ staffId: [doctor, second] })).toEqual(made)
  expect(await ids({ patientId: patients.slice(1), limit: 3 })).toEqual(pick(i => i % 3 > 0).slice(0, 3))
  expect(await ids({ patientId: patients.slice(1), staffId: [second] })).toEqual(pick(i => i % 3 > 0 && i % 2 === 1))
  expect(await ids({ from: local('10:00'), to: local('11:00') })).toEqual(made.slice(4, 6))
  must(await APPOINTMENT['appointment.cancel'](desk, { id: made[3] ?? '', by: 'clinic', code: 'error' }))
  expect(await ids({ status: ['cancelled', 'no_show'] })).toEqual([made[3]])
  expect(await ids({ status: ['booked'], staffId: [second] })).toEqual(pick(i => i % 2 === 1 && i !== 3))
  expect(await ids({ kind: ['walk_in'] })).toEqual([])
  expect(await ids({ roomId: ['rom-none'] })).toEqual([])
})

test('a cursor goes on across merged pages', async () => {
  const { desk, made, doctor, second } = await aBusyDesk()
  const query = { staffId: [doctor, second], limit: 7 }
  const first = must(await APPOINTMENT['appointment.list'](desk, query))
  const next = must(await APPOINTMENT['appointment.list'](desk, { ...query, cursor: first.nextCursor ?? '' }))
  expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(made)
  expect(next.nextCursor).toBeNull()
})

test('what changed since comes by its change', async () => {
  const { later, made, ids } = await aBusyDesk()
  must(await APPOINTMENT['appointment.confirm'](later('07:30'), { id: made[5] ?? '' }))
  must(await APPOINTMENT['appointment.confirm'](later('07:20'), { id: made[2] ?? '' }))
  expect(await ids({ updatedSince: local('07:10') })).toEqual([made[2], made[5]])
})

test('patients see their own visits only, whatever they ask for', async () => {
  const { as, patients, made, ids } = await aBusyDesk()
  const me = as('patient', { patients: [patients[1] ?? ''] })
  expect(await ids({}, me)).toEqual(made.filter((_, i) => i % 3 === 1))
  expect(await ids({ patientId: patients }, me)).toEqual(made.filter((_, i) => i % 3 === 1))
  expect(await ids({ patientId: [patients[0] ?? ''] }, me)).toEqual([])
  expect(await ids({}, as('patient'))).toEqual([])
  expect(await ids({ updatedSince: local('00:00') }, as('patient'))).toEqual([])
  expect(await ids({ updatedSince: local('00:00') }, me)).toHaveLength(4)
})

test('a cursor of another list is refused', async () => {
  const { desk } = await aDesk()
  expect(await APPOINTMENT['appointment.list'](desk, { cursor: 'bm9uc2Vuc2U' })).toMatchObject({
    code: 'invalid_request',
  })
})
