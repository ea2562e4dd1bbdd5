import { expect, test } from 'vitest'
import { differing, merged } from './note-texts.ts'

const before = { subjective: 'Cough', objective: '', plan: 'Rest' }

test('blanks at the end and composed accents are no difference', () => {
  expect(differing({ ...before, subjective: 'Cough  \n' }, before)).toEqual({})
  expect(differing({ plan: 'Cafe\u0301' }, { plan: 'Café' })).toEqual({})
  expect(differing({ ...before, plan: '' }, before)).toEqual({ plan: '' })
})

test('fields that were not touched here are taken over', () => {
  const found = merged(before, { ...before, objective: 'Clear' }, { ...before, plan: 'Fluids' })
  expect(found.texts).toEqual({ subjective: 'Cough', objective: 'Clear', plan: 'Fluids' })
  expect(found.both).toEqual({})
})

test('where both changed one field, what was typed stays and theirs is told', () => {
  const found = merged(before, { ...before, plan: 'Mine' }, { ...before, plan: 'Theirs' })
  expect(found.texts.plan).toBe('Mine')
  expect(found.both).toEqual({ plan: 'Theirs' })
})

test('the same change on both sides is none to decide', () => {
  expect(merged(before, { ...before, plan: 'Fluids ' }, { ...before, plan: 'Fluids' }).both).toEqual({})
})
