import { expect, test } from 'vitest'
import { clinicSlug, portalUrl, searchOf, selectionOf } from './selection-url.ts'

test('what is chosen is read back from the address', () => {
  const choice = { type: 'vty-1', who: 'any', at: '2026-11-24T13:30:00.000Z', with: 'stf-1', from: '2026-11-23' }
  expect(selectionOf(searchOf(choice))).toEqual(choice)
  expect(selectionOf('?type=vty-1&other=x')).toEqual({ type: 'vty-1' })
})

test.each([
  ['/book/harborview', 'harborview'],
  ['/book/klinik-harapan/', 'klinik-harapan'],
  ['/book/', ''],
  ['/book', ''],
])('%s is the page of "%s"', (path, slug) => {
  expect(clinicSlug(path)).toBe(slug)
})

test('the portal goes on with the choice, not with the week that was looked at', () => {
  expect(portalUrl({ type: 'vty-1', who: 'any', from: '2026-11-23' })).toBe('/home/book?type=vty-1&who=any')
})
