import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, sit } from './chrome.ts'

/** The line that says that a local demo is still filling. What /health answers is set here, since the whole demo is there before any test. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test.each([
  ['en', 'reception@harborview.example', /The demo is still filling/],
  ['id', 'reception@harapan.example', /Data demo masih diisi/],
])('it is there while the demo fills, goes when it is whole, and nobody asks any more: %s', async (_, email, words) => {
  const { page, complaints } = await sit(browser, email)
  let done = 10
  let asked = 0
  await page.route('**/health', route => {
    asked++
    const progress = done < 100 ? { demo: 'loading', demoProgress: { done, total: 100, first: 5 } } : { demo: 'ready' }
    return route.fulfill({ json: { status: 'ok', services: {}, version: '0', ...progress } })
  })
  await page.reload()
  await page.getByText(words).waitFor()
  expect(await page.getByRole('progressbar').getAttribute('value')).toBe('10')
  await expectAccessibleOnBoth(page, `a demo that fills, ${email}`)
  done = 50
  await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).toBe('50')
  done = 100
  await page.getByText(words).waitFor({ state: 'detached' })
  const until = asked
  await page.waitForTimeout(4_000)
  expect(asked).toBe(until)
  expect(complaints).toEqual([])
})
