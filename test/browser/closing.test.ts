import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, sit } from './chrome.ts'

/** What is left when a day is over: visits that nobody closed, a record on paper, a record that was wrong. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('a visit of a past day that nobody closed is found from the day, closed in one press, and taken back', {
  timeout: 90_000,
}, async () => {
  const { page, context, complaints } = await sit(browser, 'reception@harborview.example', 'desk', '/day')
  await page.getByRole('link', { name: /never closed/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Not closed' }).waitFor()
  await expectAccessibleOnBoth(page, 'visits not closed')
  const closings = page.getByRole('button', { name: /^Took place/ })
  const before = await closings.count()
  const name = (await closings.first().getAttribute('aria-label')) ?? ''
  await closings.first().click()
  await page.getByRole('button', { name }).waitFor({ state: 'detached' })
  expect(await closings.count()).toBe(before - 1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('a chart on paper has letterhead, whose it is, and no buttons; a record entered in error says so', {
  timeout: 90_000,
}, async () => {
  const { page, context, complaints } = await sit(
    browser,
    'doctor@harborview.example',
    'desk',
    '/patients?q=Sof%C3%ADa%20Rivera',
  )
  await page
    .getByRole('link', { name: /Sofía Rivera/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'New record without appointment' }).click()
  await page.getByRole('textbox', { name: 'Plan' }).fill('For somebody else')
  await page
    .getByText(/Saved \d/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Mark as entered in error' }).click()
  await page.getByLabel('What was wrong with it?').fill('Another patient')
  await page.keyboard.press('Enter')
  await page.getByText(/Entered in error: Another patient/).waitFor()
  await page.getByRole('region', { name: 'This visit' }).getByRole('link', { name: 'Print' }).click()
  const sheet = page.getByRole('article')
  await sheet.getByText(/Entered in error: Another patient/).waitFor()

  await page.getByRole('link', { name: 'Back to the chart' }).click()
  await page.getByRole('region', { name: 'Timeline' }).getByRole('link', { name: 'Print' }).click()
  await sheet.getByText('Last vital signs').waitFor()
  await expectAccessibleOnBoth(page, 'the chart on paper')
  await page.emulateMedia({ media: 'print' })
  await sheet.getByText('Sofía Rivera · Record number 000001').waitFor()
  await sheet.getByText('88 Van Brunt St, Brooklyn, NY 11231').waitFor()
  expect(await page.getByRole('button').count(), 'no buttons').toBe(0)
  expect(await page.getByRole('navigation').count(), 'no bar').toBe(0)
  expect(complaints).toEqual([])
  await context.close()
})
