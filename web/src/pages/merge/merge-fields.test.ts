import { expect, test } from 'vitest'
import type { Patient } from '../../../../workers/patient/patients/contract.ts'
import { choicesOf, compareField, defaultChoice, patchesOf } from './merge-fields.ts'

const patient = (more: Partial<Patient> = {}): Patient => ({
  id: 'pat-1',
  version: 1,
  createdAt: '2026-03-02T12:00:00.000Z',
  updatedAt: '2026-03-02T12:00:00.000Z',
  recordNumber: '000001',
  name: { given: 'Budi', family: 'Santoso', text: 'Budi Santoso' },
  sex: 'male',
  otherPhones: [],
  identifiers: [],
  contacts: [],
  coverages: [],
  interpreter: false,
  archived: false,
  ...more,
})

test('what only the duplicate knows is taken over, what differs stays until it is chosen', () => {
  const primary = patient({ phone: '1', birthDate: '1984-12-31' })
  const duplicate = patient({ name: { text: 'Budi S' }, phone: '2', email: 'budi@example.test', sex: 'unknown' })
  expect([compareField('phone', duplicate, primary), compareField('email', duplicate, primary)]).toEqual([
    'different',
    'only_duplicate',
  ])
  expect([compareField('birthDate', duplicate, primary), compareField('sex', duplicate, primary)]).toEqual([
    'only_primary',
    'only_primary',
  ])
  expect(compareField('coverages', duplicate, primary)).toBe('neither')
  expect(patchesOf({}, duplicate, primary)).toEqual({ before: { email: 'budi@example.test' }, after: {} })
  expect(patchesOf({ phone: 'duplicate', email: 'primary', name: 'duplicate' }, duplicate, primary).before).toEqual({
    phone: '2',
    name: { given: null, family: null, text: 'Budi S', prefix: null, suffix: null, preferred: null },
  })
})

test('lists are put together without a repeat, numbers only after the merge and never taken away', () => {
  const one = { type: 'nik', value: '3174055507840001' } as const
  const other = { type: 'passport', value: 'X1' } as const
  const primary = patient({ identifiers: [one], coverages: [{ payer: 'A', number: '1' }] })
  const duplicate = patient({ identifiers: [one, other], coverages: [{ number: '1', payer: 'A' }] })
  expect(compareField('coverages', duplicate, primary)).toBe('same')
  expect([defaultChoice('identifiers', duplicate, primary), choicesOf('identifiers', duplicate, primary)]).toEqual([
    'both',
    ['primary', 'both'],
  ])
  expect(patchesOf({}, duplicate, primary)).toEqual({ before: {}, after: { identifiers: [one, other] } })
})

test('once everything is taken over there is nothing left to change', () => {
  const primary = patient()
  const duplicate = patient({ phone: '2', deceased: {}, interpreter: true })
  const { before } = patchesOf({}, duplicate, primary)
  expect(before).toEqual({ phone: '2', deceased: { date: null }, interpreter: true })
  expect(patchesOf({}, duplicate, { ...primary, phone: '2', deceased: {}, interpreter: true })).toEqual({
    before: {},
    after: {},
  })
})
