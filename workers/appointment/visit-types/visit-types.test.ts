import { describe, expect, test } from 'vitest'
import { aDesk } from '../../../test/verbs/desk.ts'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'

const { APPOINTMENT } = env
const usd = (amount: number) => ({ amount, currency: 'USD' })

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
