import { expect, test } from 'vitest'
import { touchOf } from '../../../test/system/touches.ts'
import { actionWord } from './access-actions.ts'

test('whatever leaves an entry in the access log has words that people read', () => {
  const logged = [...touchOf()].filter(([, touch]) => touch !== 'none').map(([route]) => route)
  expect(logged.filter(route => actionWord(route) === route)).toEqual([])
})
