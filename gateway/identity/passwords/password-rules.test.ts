import { drizzle } from 'drizzle-orm/d1'
import { expect, test } from 'vitest'
import { env } from '../../../test/verbs/env.ts'
import { folded, goodEnough, lengthOf } from './password-rules.ts'

const db = drizzle(env.IDENTITY_DB)

test.each([
  ['fourteen letters', 'purple bananas', false, 'too_short', 15],
  ['fifteen letters', 'purple bananas!', false, undefined, 15],
  ['fifteen letters, one of them two code units', 'purple banana🍌!', false, undefined, 15],
  ['fourteen that decompose into fifteen', 'purple bananás'.normalize('NFD'), false, 'too_short', 15],
  ['seven beside a second factor', 'purple!', true, 'too_short', 8],
  ['eight beside a second factor', 'purple b', true, undefined, 8],
  ['fifteen of one letter', 'aaaaaaaaaaaaaaa', false, 'too_simple', 15],
  ['a sequence', 'abcdefghijklmnop', false, 'too_simple', 15],
  ['a common one twice', 'iloveyouiloveyou', false, 'too_common', 15],
  ['a common one with digits around', '2026sunshine2026!', false, 'too_common', 15],
  ['the names of clinic and person', 'klinik harapan rina', false, 'own_words', 15],
  ['the password of the demo', 'demo clinic 2026', false, undefined, 15],
  ['a common one', 'qwertyuiop', true, 'too_common', 8],
  ['a common one in other case', 'QwertyUIOP', true, 'too_common', 8],
  ['a common one that is long', '1qaz2wsx3edc4rfv', false, 'too_common', 15],
  ['nothing but spaces', ' '.repeat(15), false, 'too_simple', 15],
])('%s', async (_, password, secondFactor, rule, minimum) => {
  const result = await goodEnough(db, password, secondFactor, ['Klinik Harapan', 'Rina Wijaya'])
  if (rule === undefined) expect(result).toEqual({ ok: true, value: null })
  else expect(result).toEqual({ ok: false, code: 'weak_password', details: { rule, minimum } })
})

test('ten thousand passwords are refused, all in the form they are compared in', async () => {
  const { results } = await env.IDENTITY_DB.prepare('SELECT word FROM common_password').all<{ word: string }>()
  expect(results).toHaveLength(10_000)
  for (const { word } of results) {
    expect(folded(word)).toBe(word)
    expect(lengthOf(word)).toBeGreaterThanOrEqual(8)
  }
})
