import { expect, test } from 'vitest'
import { changedTexts, mergeTexts } from './note-texts.ts'

const before = { subjective: 'Cough', objective: '', plan: 'Rest' }

test('blanks at the end and composed accents are no difference', () => {
  expect(changedTexts({ ...before, subjective: 'Cough  \n' }, before)).toEqual({})
  expect(changedTexts({ plan: 'Cafe\u0301' }, { plan: 'Café' })).toEqual({})
  expect(changedTexts({ ...before, plan: '' }, before)).toEqual({ plan: '' })
})

test('fields that were not touched here are taken over', () => {
  const found = mergeTexts(before, { ...before, objective: 'Clear' }, { ...before, plan: 'Fluids' })
  expect(found.texts).toEqual({ subjective: 'Cough', objective: 'Clear', plan: 'Fluids' })
  expect(found.conflicts).toEqual({})
})

test('where both changed one field, what was typed stays and theirs is told', () => {
  const found = mergeTexts(before, { ...before, plan: 'Mine' }, { ...before, plan: 'Theirs' })
  expect(found.texts.plan).toBe('Mine')
  expect(found.conflicts).toEqual({ plan: 'Theirs' })
})

test('the same change on both sides is none to decide', () => {
  expect(mergeTexts(before, { ...before, plan: 'Fluids ' }, { ...before, plan: 'Fluids' }).conflicts).toEqual({})
})
