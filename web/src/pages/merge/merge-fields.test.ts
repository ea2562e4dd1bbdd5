import { expect, test } from 'vitest'
import type { Patient } from '../../../../workers/patient/contract.ts'
import { choicesOf, natureOf, patchesOf, proposed } from './merge-fields.ts'

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
  const kept = patient({ phone: '1', birthDate: '1984-12-31' })
  const twin = patient({ name: { text: 'Budi S' }, phone: '2', email: 'budi@example.test', sex: 'unknown' })
  expect([natureOf('phone', twin, kept), natureOf('email', twin, kept)]).toEqual(['different', 'only_twin'])
  expect([natureOf('birthDate', twin, kept), natureOf('sex', twin, kept)]).toEqual(['only_kept', 'only_kept'])
  expect(natureOf('coverages', twin, kept)).toBe('neither')
  expect(patchesOf({}, twin, kept)).toEqual({ before: { email: 'budi@example.test' }, after: {} })
  expect(patchesOf({ phone: 'twin', email: 'kept', name: 'twin' }, twin, kept).before).toEqual({
    phone: '2',
    name: { given: null, family: null, text: 'Budi S', prefix: null, suffix: null, preferred: null },
  })
})

test('lists are put together without a repeat, numbers only after the merge and never taken away', () => {
  const one = { type: 'nik', value: '3174055507840001' } as const
  const other = { type: 'passport', value: 'X1' } as const
  const kept = patient({ identifiers: [one], coverages: [{ payer: 'A', number: '1' }] })
  const twin = patient({ identifiers: [one, other], coverages: [{ number: '1', payer: 'A' }] })
  expect(natureOf('coverages', twin, kept)).toBe('same')
  expect([proposed('identifiers', twin, kept), choicesOf('identifiers', twin, kept)]).toEqual([
    'both',
    ['kept', 'both'],
  ])
  expect(patchesOf({}, twin, kept)).toEqual({ before: {}, after: { identifiers: [one, other] } })
})

test('once everything is taken over there is nothing left to change', () => {
  const kept = patient()
  const twin = patient({ phone: '2', deceased: {}, interpreter: true })
  const { before } = patchesOf({}, twin, kept)
  expect(before).toEqual({ phone: '2', deceased: { date: null }, interpreter: true })
  expect(patchesOf({}, twin, { ...kept, phone: '2', deceased: {}, interpreter: true })).toEqual({
    before: {},
    after: {},
  })
})
