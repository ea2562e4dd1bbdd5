import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, type Seat, sit, widths } from './chrome.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('a patient books a visit on the phone, and cancels it again', async () => {
  const { page, context, complaints } = await sit(browser, 'patient@harborview.example', 'phone', '/home/book')
  await page.getByRole('button', { name: /Follow-up/ }).click()
  await page.getByRole('button', { name: /Anybody who is free/ }).click()
  await page
    .getByRole('group', { name: 'Days' })
    .getByRole('button', { name: /free times/ })
    .nth(6)
    .click()
  await page
    .getByRole('button', { name: /^\d\d:\d\d/ })
    .first()
    .click()
  await expectAccessible(page, 'a booking before it is confirmed')
  const reason = `Refill ${Date.now().toString(36)}`
  await page.getByRole('textbox', { name: /Reason for the visit/ }).fill(reason)
  await page.getByRole('button', { name: 'Book this visit' }).click()
  await page.getByText(reason).first().waitFor()

  await page.goto(`${inject('url')}/home`)
  const visit = page.getByRole('listitem').filter({ hasText: reason })
  await visit.waitFor()
  await visit.getByRole('button', { name: /Cancel the visit/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /Cancel the visit|Yes/ }).click()
  await visit.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await context.close()
})

test("a guardian sees the child's visits under the child's name", async () => {
  const { page, context } = await sit(browser, 'patient@harapan.example', 'phone')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByText('Yuni Kartika').click()
  await page.getByRole('heading', { level: 1, name: /Yuni/ }).waitFor()
  await context.close()
})

describe('the portal', () => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sit(browser, 'patient@harapan.example', 'phone')
  })
  afterAll(async () => {
    expect(seat.complaints).toEqual([])
    await seat.context.close()
  })

  test.each(['/home', '/home/visits', '/home/notes', '/home/profile', '/home/book'])(
    '%s is accessible on a phone and on a desk',
    async path => {
      await seat.page.goto(`${inject('url')}${path}`)
      await seat.page.getByRole('heading', { level: 1 }).waitFor()
      await expectAccessibleOnBoth(seat.page, path)
    },
  )
})

test('sign-in says what is wrong, in both languages, and loads nothing of the app', async () => {
  const context = await browser.newContext({ viewport: widths.phone })
  const page = await context.newPage()
  const scripts: string[] = []
  page.on('request', request => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  await page.goto(`${inject('url')}/sign-in/`)
  await expectAccessible(page, 'sign-in')
  await page.getByRole('button', { name: 'Bahasa Indonesia' }).click()
  await page.locator('input[type=email]').fill('nobody@harapan.example')
  await page.locator('input[type=password]').fill('wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await page.getAttribute('html', 'lang')).toBe('id')
  await expectAccessible(page, 'sign-in, refused')
  expect(scripts.filter(path => /react|app-/.test(path))).toEqual([])
  await context.close()
})

test('whoever is not signed in is asked to, and comes back to where they were going', async () => {
  const context = await browser.newContext({ viewport: widths.desk })
  const page = await context.newPage()
  await page.goto(`${inject('url')}/patients`)
  await page.waitForURL(/\/sign-in\/\?next=/)
  await page.locator('input[type=email]').fill('nurse@harborview.example')
  await page.locator('input[type=password]').fill('demo clinic 2026')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/patients$/)
  await context.close()
})

test.each(['/clinic', '/settings'])('%s of the owner is accessible on a desk and on a phone', async path => {
  const { page, context, complaints } = await sit(browser, 'owner@harborview.example', 'desk', path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessibleOnBoth(page, path)
  expect(complaints).toEqual([])
  await context.close()
})

test('a doctor of two clinics changes from one to the other without signing in again', async () => {
  const { page, context } = await sit(browser, 'doctor@harapan.example')
  await page.getByRole('button', { name: /Akun/ }).click()
  await page.getByRole('menuitem', { name: /Harborview Clinic/ }).click()
  await page.getByRole('banner').getByText('Harborview Clinic').waitFor()
  await page.reload()
  await page.getByRole('banner').getByText('Harborview Clinic').waitFor()
  // Back again: an account begins where it was last, and the other tests begin at its first clinic.
  await page.getByRole('button', { name: /Account/ }).click()
  await page.getByRole('menuitem', { name: /Klinik Harapan/ }).click()
  await page.getByRole('banner').getByText('Klinik Harapan').waitFor()
  await context.close()
})
