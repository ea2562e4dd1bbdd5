import { describe, expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { aClinic, must } from '../../../test/verbs/people.ts'

const { APPOINTMENT } = env
const usd = (amount: number) => ({ amount, currency: 'USD' })

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
