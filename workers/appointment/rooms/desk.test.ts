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

describe('visit types', () => {
  test('come by name, page by page; patients see those they may book', async () => {
    const { as } = aClinic()
    const owner = as('owner')
    for (const name of ['Check-up', 'Acupuncture', 'Botox'] as const) {
      must(await APPOINTMENT['visit_type.create'](owner, { name, minutes: 20, selfBookable: name === 'Botox' }))
    }
    const first = must(await APPOINTMENT['visit_type.list'](owner, { limit: 2 }))
    expect(first.items.map(({ name }) => name)).toEqual(['Acupuncture', 'Botox'])
    const next = must(await APPOINTMENT['visit_type.list'](owner, { limit: 2, cursor: first.nextCursor ?? '' }))
    expect(next.items.map(({ name }) => name)).toEqual(['Check-up'])
    const patients = must(await APPOINTMENT['visit_type.list'](as('patient'), {}))
    expect(patients.items.map(({ name }) => name)).toEqual(['Botox'])
    expect(must(await APPOINTMENT['visit_type.list'](aClinic().as('owner'), {})).items).toEqual([])
  })

  test('one out of use is refused at the desk and kept on old visits', async () => {
    const { owner, desk, book, aPatient } = await aDesk()
    const type = must(await APPOINTMENT['visit_type.create'](owner, { name: 'Laser', minutes: 30 }))
    const visit = must(await book({ visitTypeId: type.id }))
    must(await APPOINTMENT['visit_type.change'](owner, { id: type.id, version: 1, change: { active: false } }))
    const input = { visitTypeId: type.id, patientId: await aPatient(), startsAt: visit.endsAt }
    expect(await book(input)).toMatchObject({ code: 'visit_type_not_found' })
    expect(must(await APPOINTMENT['appointment.read'](desk, visit.id)).visitType?.name).toBe('Laser')
    expect(must(await APPOINTMENT['visit_type.list'](desk, { active: true })).items).toEqual([])
  })

  test('its product is one of the clinic, and only the owner changes it', async () => {
    const { as } = aClinic()
    const owner = as('owner')
    const product = { name: 'Consultation', kind: 'service', price: usd(9_000) } as const
    const [mine, foreign] = await Promise.all([
      APPOINTMENT['product.create'](owner, product),
      APPOINTMENT['product.create'](aClinic().as('owner'), product),
    ])
    const type = { name: 'Visit', minutes: 20 }
    const made = must(await APPOINTMENT['visit_type.create'](owner, { ...type, productId: must(mine).id }))
    expect(made.productId).toBe(must(mine).id)
    expect(await APPOINTMENT['visit_type.create'](owner, { ...type, productId: must(foreign).id })).toMatchObject({
      code: 'invalid_request',
    })
    const change = { productId: null }
    expect(await APPOINTMENT['visit_type.change'](owner, { id: made.id, version: 2, change })).toMatchObject({
      code: 'stale',
    })
    expect(
      must(await APPOINTMENT['visit_type.change'](owner, { id: made.id, version: 1, change })).productId,
    ).toBeUndefined()
    expect(await APPOINTMENT['visit_type.change'](as('doctor'), { id: made.id, version: 2, change })).toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('products', () => {
  const paracetamol = {
    name: 'Paracetamol 500 mg',
    code: 'P500',
    kind: 'medicine',
    price: usd(150),
    taxRate: 8.25,
  } as const

  test('keep price and tax as they were given', async () => {
    const owner = aClinic().as('owner')
    const made = must(await APPOINTMENT['product.create'](owner, paracetamol))
    expect(made).toMatchObject({ ...paracetamol, active: true, version: 1 })
    const change = { price: usd(175), taxRate: null, code: null }
    const changed = must(await APPOINTMENT['product.change'](owner, { id: made.id, version: 1, change }))
    expect(changed).toMatchObject({ price: usd(175), version: 2 })
    expect([changed.taxRate, changed.code]).toEqual([undefined, undefined])
  })

  test('a code is one per clinic, a currency the clinic’s, a change the owner’s', async () => {
    const { as } = aClinic()
    const owner = as('owner')
    const made = must(await APPOINTMENT['product.create'](owner, paracetamol))
    expect(await APPOINTMENT['product.create'](owner, paracetamol)).toMatchObject({ code: 'code_taken' })
    must(await APPOINTMENT['product.create'](aClinic().as('owner'), paracetamol))
    const second = must(await APPOINTMENT['product.create'](owner, { ...paracetamol, code: undefined }))
    const taken = { id: second.id, version: 1, change: { code: 'P500' } }
    expect(await APPOINTMENT['product.change'](owner, taken)).toMatchObject({ code: 'code_taken' })
    const foreign = { amount: 1, currency: 'IDR' }
    expect(await APPOINTMENT['product.create'](owner, { ...paracetamol, price: foreign })).toMatchObject({
      code: 'currency_mismatch',
    })
    expect(await APPOINTMENT['product.create'](as('nurse'), paracetamol)).toMatchObject({ code: 'forbidden' })
    expect(await APPOINTMENT['product.read'](aClinic().as('owner'), made.id)).toMatchObject({ code: 'not_found' })
  })

  test('what changed since comes by its change', async () => {
    const { as } = aClinic()
    const owner = as('owner')
    must(await APPOINTMENT['product.create'](owner, paracetamol))
    const late = { ...owner, at: owner.at + 60_000 }
    const second = must(await APPOINTMENT['product.create'](late, { ...paracetamol, code: 'P2' }))
    const { items } = must(await APPOINTMENT['product.list'](owner, { updatedSince: new Date(late.at).toISOString() }))
    expect(items).toEqual([second])
  })
})
