import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, dayAhead, instantOf, type Practice, signedIn } from './ask.ts'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, widths } from './chrome.ts'
import { linkFor } from './mail.ts'

/** The clinic's public page, from a stranger's first look to the visit in the portal. */

const family = `Book${Date.now().toString(36)}`
const email = `${family.toLowerCase()}@public.example`
const secret = 'four words nobody joins'
let browser: Browser
let practice: Practice
beforeAll(async () => {
  practice = await aPractice(family)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await practice.close()
})

test('a stranger chooses a time, registers, confirms by mail, and finds the booked visit in the portal', async () => {
  const context = await browser.newContext({ viewport: widths.phone, locale: 'en-US' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  let loaded = 0
  page.on('response', async response => {
    if (response.request().resourceType() !== 'script') return
    const { responseBodySize } = await response.request().sizes()
    loaded += responseBodySize
  })
  await page.goto(`${inject('url')}/book/harborview`)
  await page.getByRole('button', { name: /Follow-up/ }).waitFor()
  await page.waitForLoadState('networkidle')
  await expect.poll(() => loaded, { timeout: 20_000 }).toBeGreaterThan(1_000)
  expect(loaded).toBeLessThan(110_000)
  await expectAccessible(page, 'the public page')

  await page.getByRole('button', { name: /Follow-up/ }).press('Enter')
  await page.getByRole('button', { name: new RegExp(practice.doctor.name) }).press('Enter')
  await page.getByText('Online you book at least 2 hours ahead. For an earlier time, call the clinic.').waitFor()
  await expectAccessibleOnBoth(page, 'free times')
  const day = page.getByRole('group').last()
  const time = day.getByRole('button', { name: '17:00', exact: true })
  await time.press('Enter')
  await page.getByRole('button', { name: 'I am new here' }).press('Enter')
  await page.getByLabel('Your name').fill(`Nora ${family}`)
  await page.getByLabel('E-mail address').fill(email)
  await page.keyboard.press('Enter')
  await page.getByText(/^Press the link in the mail/).waitFor()

  await page.goto(await linkFor(email, 'confirm'))
  await page.getByRole('button', { name: 'Confirm' }).press('Enter')
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/home\/book\?/)
  await page.getByRole('heading', { name: 'Is everything right?' }).waitFor()
  await expectAccessible(page, 'the booking in the portal')
  await page.getByRole('button', { name: 'Book this visit' }).press('Enter')
  await page.waitForURL(/\/home$/)
  await page.getByText(/17:00–17:30/).waitFor()
  await page.getByText(practice.doctor.name).first().waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('the page says what the clinic allows: days ahead on the page, and visits ahead in the portal', async () => {
  const context = await browser.newContext({ viewport: widths.phone, locale: 'en-US' })
  const page = await context.newPage()
  const types = await practice.ask('GET', '/api/visit-types?active=true&limit=100')
  const type = types.items.find(({ name }: { name: string }) => name === 'Follow-up')
  const path = (from: string) =>
    `${inject('url')}/book/harborview?type=${type.id}&who=${practice.doctor.id}&from=${from}`
  await page.goto(path(dayAhead(58)))
  await page.getByText(/^The clinic takes bookings until/).waitFor()

  const patient = await signedIn(email, secret)
  const { patientId } = patient.session.membership.patients[0]
  const { items } = await patient.ask('GET', `/api/appointments?patientId=${patientId}&status=booked`)
  for (let ahead = items.length; ahead < 5; ahead++) {
    const startsAt = instantOf(dayAhead(8 + ahead), '09:00')
    const { id: staffId } = practice.doctor
    await patient.ask('POST', '/api/appointments', { patientId, staffId, startsAt, visitTypeId: type.id })
  }
  await page.goto(path(dayAhead(20)))
  await page.getByRole('button', { name: '09:00', exact: true }).first().click()
  await page.getByRole('link', { name: 'Sign in and book' }).click()
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(secret)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Book this visit' }).click()
  await page
    .getByRole('alert')
    .getByText(/^You already have 5 visits ahead/)
    .waitFor()
  await expectAccessible(page, 'a booking beyond what the clinic allows')
  await context.close()
})
