import { describe, expect, test } from 'vitest'
import { aDesk, local } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'

const { APPOINTMENT } = env
const usd = (amount: number) => ({ amount, currency: 'USD' })

describe('rooms', () => {
  const aRoom = { number: '1', type: 'consultation', price: usd(5_000) }

  test('a number is one per clinic, and free again when the room is removed', async () => {
    const owner = aClinic().as('owner')
    const made = must(await APPOINTMENT['room.create'](owner, { ...aRoom, equipment: ['ECG'] }))
    expect(made).toMatchObject({ ...aRoom, status: 'available', equipment: ['ECG'], version: 1 })
    expect(await APPOINTMENT['room.create'](owner, aRoom)).toMatchObject({ code: 'number_taken' })
    must(await APPOINTMENT['room.create'](aClinic().as('owner'), aRoom))
    const second = must(await APPOINTMENT['room.create'](owner, { ...aRoom, number: '2' }))
    const change = { number: '1' }
    expect(await APPOINTMENT['room.change'](owner, { id: second.id, version: 1, change })).toMatchObject({
      code: 'number_taken',
    })
    must(await APPOINTMENT['room.remove'](owner, { id: made.id, version: 1 }))
    must(await APPOINTMENT['room.change'](owner, { id: second.id, version: 1, change }))
    expect(await APPOINTMENT['room.read'](owner, made.id)).toMatchObject({ code: 'not_found' })
    expect(must(await APPOINTMENT['room.list'](owner, {})).items.map(({ id }) => id)).toEqual([second.id])
  })

  test('it is occupied from check-in on, and free when the doctor has finished, or the patient left', async () => {
    const { desk, book, aRoom: room, aPatient } = await aDesk()
    const id = await room()
    const status = async () => must(await APPOINTMENT['room.read'](desk, id)).status
    const visit = must(await book({ roomId: id }))
    must(await APPOINTMENT['appointment.check_in'](desk, { id: visit.id }))
    expect(await status()).toBe('occupied')
    expect(must(await APPOINTMENT['room.list'](desk, {})).items.map(one => one.status)).toEqual(['occupied'])
    must(await APPOINTMENT['appointment.start'](desk, { id: visit.id }))
    expect(await status()).toBe('occupied')
    must(await APPOINTMENT['appointment.finish'](desk, { id: visit.id }))
    expect(await status()).toBe('available')
    const another = must(await book({ roomId: id, patientId: await aPatient(), startsAt: local('11:00') }))
    must(await APPOINTMENT['appointment.check_in'](desk, { id: another.id }))
    must(await APPOINTMENT['appointment.cancel'](desk, { id: another.id, by: 'patient', code: 'left' }))
    expect(await status()).toBe('available')
  })

  test('it stays as long as visits are ahead in it, and its number stays on those that were', async () => {
    const { owner, desk, book, aRoom: room } = await aDesk()
    const id = await room('9')
    const visit = must(await book({ roomId: id }))
    expect(await APPOINTMENT['room.remove'](owner, { id, version: 1 })).toMatchObject({ code: 'in_use' })
    must(await APPOINTMENT['appointment.cancel'](desk, { id: visit.id, by: 'clinic', code: 'other' }))
    expect(await APPOINTMENT['room.remove'](owner, { id, version: 2 })).toMatchObject({ code: 'stale' })
    must(await APPOINTMENT['room.remove'](owner, { id, version: 1 }))
    expect(must(await APPOINTMENT['appointment.read'](desk, visit.id)).room).toEqual({ id, number: '9' })
    expect(await APPOINTMENT['room.remove'](owner, { id, version: 2 })).toMatchObject({ code: 'not_found' })
  })

  test("the owner's to change, in the clinic's currency", async () => {
    const { as } = aClinic()
    const owner = as('owner')
    expect(await APPOINTMENT['room.create'](as('receptionist'), aRoom)).toMatchObject({ code: 'forbidden' })
    const price = { amount: 1, currency: 'IDR' }
    expect(await APPOINTMENT['room.create'](owner, { ...aRoom, price })).toMatchObject({ code: 'currency_mismatch' })
    const { id } = must(await APPOINTMENT['room.create'](owner, aRoom))
    expect(await APPOINTMENT['room.change'](owner, { id, version: 1, change: { price } })).toMatchObject({
      code: 'currency_mismatch',
    })
    expect(await APPOINTMENT['room.change'](owner, { id, version: 3, change: {} })).toMatchObject({ code: 'stale' })
    const stranger = aClinic().as('owner')
    expect(await APPOINTMENT['room.change'](stranger, { id, version: 1, change: {} })).toMatchObject({
      code: 'not_found',
    })
    expect(await APPOINTMENT['room.remove'](stranger, { id, version: 1 })).toMatchObject({ code: 'not_found' })
    expect(await APPOINTMENT['room.read'](as('patient'), id)).toMatchObject({ code: 'forbidden' })
  })
})
