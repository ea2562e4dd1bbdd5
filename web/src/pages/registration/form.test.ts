import { expect, test } from 'vitest'
import { emptyForm, inputOf, patchOf, tidy } from './form.ts'
import { mergeForms } from './merge-forms.ts'

const base = { ...emptyForm('ID', 'Sari'), phone: '0811', email: 'sari@example.org', sex: 'female' as const }

test('a form with a name and a sex sends only these', () => {
  const form = tidy({ ...emptyForm('ID', ' Budi '), mononym: true, sex: 'male' })
  expect(inputOf(form)).toEqual({ name: { given: 'Budi' }, sex: 'male' })
})

test('a patch holds what changed: cleared by null, lists emptied, parts of the address one by one', () => {
  const before = {
    name: { given: 'Sari', family: 'Dewi' },
    sex: 'female' as const,
    phone: '0811',
    address: { line: ['Jl. A'], city: 'Depok', country: 'ID' },
    contacts: [{ name: 'Ibu', relation: 'mother', emergency: false, guardian: true }],
  }
  const after = {
    name: { given: 'Sari' },
    sex: 'female' as const,
    address: { line: ['Jl. A'], city: 'Bogor', country: 'ID' },
  }
  expect(patchOf(before, after)).toEqual({
    name: { family: null },
    phone: null,
    address: { city: 'Bogor' },
    contacts: [],
  })
})

test('another’s change is taken over where this form was not touched; where both changed, what was typed stays and is named', () => {
  const typed = { ...base, email: 'mine@example.org' }
  const server = { ...base, email: 'theirs@example.org', phone: '0822' }
  const merged = mergeForms(base, typed, server)
  expect(merged.form.phone).toBe('0822')
  expect(merged.form.email).toBe('mine@example.org')
  expect(merged.savedKeys).toEqual(['phone', 'email'])
  expect(merged.conflictKeys).toEqual(['email'])
})
