import { expect, test } from 'vitest'
import { bareWord, unitOf, weaknessOf } from './password-strength.ts'

test.each([
  ['aaaaaaaaaaaaaaa', 'too_simple'],
  [' '.repeat(15), 'too_simple'],
  ['abcabcabcabcabc', 'too_simple'],
  ['passwordpassword', 'too_simple'],
  ['123456789012345', 'too_simple'],
  ['112233445566778', 'too_simple'],
  ['abcdefghijklmno', 'too_simple'],
  ['qwertyuiopasdfghjkl', 'too_simple'],
  ['a1b2c3d4e5f6g7h8', 'too_simple'],
  ['zyxwvutsrqponmlk', 'too_simple'],
  ['rina wijaya 2026', 'own_words'],
  ['Harapan-Harapan-99', 'own_words'],
  ['KlinikHarapan2026!', 'own_words'],
  ['rina.wijaya@klinik', 'own_words'],
  ['demo clinic 2026', undefined],
  ['purple bananas!', undefined],
  ['four words nobody joins', undefined],
  ['harapan purple bananas', undefined],
  ['correct horse battery', undefined],
])('%s is %s', (password, weakness) => {
  const words = ['Klinik Harapan', 'dr. Rina Wijaya', 'rina.wijaya@harapan.example']
  expect(weaknessOf(password, words)).toBe(weakness)
})

test('beside a second factor less of its own is enough', () => {
  expect(weaknessOf('purple', [])).toBe('too_simple')
  expect(weaknessOf('purple', [], 'withSecondFactor')).toBeUndefined()
  expect(weaknessOf('12345678', [], 'withSecondFactor')).toBe('too_simple')
})

test('a name of three letters is no word: it stands in too many others', () => {
  expect(weaknessOf('anaconda bananas!', ['Ana'])).toBeUndefined()
})

test('what is looked for in the list of common passwords', () => {
  expect([unitOf('iloveyouiloveyou'), unitOf('purple'), bareWord('sunshine2026!'), bareWord('2026')]).toEqual([
    'iloveyou',
    'purple',
    'sunshine',
    '',
  ])
})
