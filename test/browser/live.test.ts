import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, dayAhead, type Practice } from './ask.ts'
import { openBrowser, type Seat, sit } from './chrome.ts'

/** What one screen changes, another shows without asking: told by the live channel. */

const family = `Live${Date.now().toString(36)}`
let browser: Browser
let practice: Practice
let desk: Seat
let other: Seat
beforeAll(async () => {
  practice = await aPractice(family)
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
  other = await sit(browser, 'nurse@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
  await practice.close()
})

const isLive = (page: Page) => page.locator('.live-dot[data-state="live"]').waitFor()
const visitOf = (page: Page, name: string, state: string) =>
  page.getByRole('button', { name: new RegExp(`${name}.*${state}`) })

test('a visit that one screen books and receives stands on the other at once', async () => {
  const date = dayAhead(4)
  const day = async ({ page }: Seat) => {
    await page.goto(`${inject('url')}/day?date=${date}`)
    await page.getByText('Agenda', { exact: true }).click()
    await isLive(page)
  }
  await Promise.all([day(desk), day(other)])
  const patient = await practice.aPatient('Lena')
  const visit = await practice.aVisit(patient.id, date, '10:00')
  await Promise.all([desk, other].map(({ page }) => visitOf(page, patient.name, 'Booked').waitFor({ timeout: 5_000 })))
  const { version } = await practice.ask('GET', `/api/appointments/${visit.id}`)
  await practice.ask('POST', `/api/appointments/${visit.id}/confirm`, undefined, { 'if-match': `"${version}"` })
  await Promise.all(
    [desk, other].map(({ page }) => visitOf(page, patient.name, 'Confirmed').waitFor({ timeout: 5_000 })),
  )
})

test('a screen that is left open asks nothing while nothing changes', async () => {
  const { page } = desk
  await isLive(page)
  await page.waitForLoadState('networkidle')
  const asked: string[] = []
  page.on('request', request => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  // As long as boards were asked again before, and some more.
  await page.waitForTimeout(18_000)
  expect(asked.filter(one => /^GET \/api\//.test(one))).toEqual([])
})

test('what was missed without a connection is there after it', async () => {
  const { page, context } = other
  const date = dayAhead(4)
  await context.setOffline(true)
  // The browser leaves sockets open when it goes offline: the page closes its own, as it does when the network tells it.
  await page.evaluate("dispatchEvent(new Event('offline'))")
  await page.locator('.live-dot:not([data-state="live"])').waitFor()
  const patient = await practice.aPatient('Mira')
  await practice.aVisit(patient.id, date, '11:00')
  await context.setOffline(false)
  await isLive(page)
  await visitOf(page, patient.name, 'Booked').waitFor({ timeout: 10_000 })
})
