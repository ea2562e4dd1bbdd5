import { expect, test } from 'vitest'
import { regionOf } from './locale-guess.ts'

test.each([
  ['id-ID', 'ID'],
  ['zh-Hant-TW', 'TW'],
  ['en-us', 'US'],
  ['en-US@posix', 'US'],
  ['de-1996', ''],
  ['en', ''],
  ['C', ''],
])('the region of %s', (tag, region) => {
  expect(regionOf(tag)).toBe(region)
})
