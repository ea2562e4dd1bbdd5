import { expect, test } from 'vitest'
import { destination } from './redirect.ts'

const origin = 'https://clinic.example'

test.each([
  ['/patients?archived=true#last', '/patients?archived=true#last'],
  [null, '/'],
  ['', '/'],
  ['patients', '/'],
  ['//elsewhere.example/day', '/'],
  ['/\\elsewhere.example', '/'],
  ['https://elsewhere.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['//', '/'],
])('next=%s leads to %s of this origin', (next, path) => {
  expect(destination(next, origin)).toBe(`${origin}${path}`)
})

test('a path that begins with two slashes once it is resolved stays on this origin', () => {
  expect(new URL(destination('/.//elsewhere.example', origin)).origin).toBe(origin)
  expect(destination('/.//elsewhere.example', origin).startsWith(`${origin}/`)).toBe(true)
})
