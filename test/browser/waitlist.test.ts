import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, dayAhead, type Practice, signedIn } from './ask.ts'
import { expectAccessible, openBrowser, type Seat, sit, widths } from './chrome.ts'

/** A freed time finds whom it suits: at the desk and on the patient's phone, by the clinic's own clock. */

const family = `Wait${Date.now().toString(36)}`
let browser: Browser
let practice: Practice
let desk: Seat
beforeAll(async () => {
  practice = await aPractice(family)
  // Those of the demo who would take any doctor have waited longer than anyone here, and are offered the time first.
  const { items } = await practice.ask('GET', '/api/waitlist?status=waiting&limit=100')
  for (const { id, version, staff, specialty } of items) {
    if (staff || specialty) continue
    await practice.ask('DELETE', `/api/waitlist/${id}`, undefined, { 'if-match': `"${version}"` })
  }
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
  await practice.close()
})

/** Ten seconds until a freed time is offered, and fifteen until a page that is open asks again. */
const untilOffered = { timeout: 40_000 }

test('a cancelled visit is offered to whoever waits, and taken at the desk; who says no leaves it to the next', async () => {
  const { page } = desk
  const [gone, first, second] = [
    await practice.aPatient('Gone'),
    await practice.aPatient('First'),
    await practice.aPatient('Second'),
  ]
  const date = dayAhead(5)
  const { id } = await practice.aVisit(gone.id, date, '09:00')
  const { doctor } = practice
  await practice.ask('POST', '/api/waitlist', { patientId: second.id, staffId: doctor.id, minutes: 30 })

  await page.goto(`${inject('url')}/waitlist`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('n')
  const drawer = page.getByRole('dialog', { name: 'Add to the waitlist' })
  await drawer.getByRole('combobox', { name: 'Find a patient' }).fill(`First ${family}`)
  await page.getByRole('option', { name: new RegExp(family) }).click()
  await drawer.getByRole('combobox', { name: 'With whom' }).click()
  await page.getByRole('option', { name: doctor.name, exact: true }).click()
  await drawer.getByLabel('Minutes').fill('30')
  await drawer.getByRole('combobox', { name: 'Urgency' }).click()
  await page.getByRole('option', { name: 'Urgent' }).click()
  await drawer.getByRole('button', { name: 'Add', exact: true }).click()
  await drawer.waitFor({ state: 'hidden' })

  await page.goto(`${inject('url')}/day?date=${date}&visit=${id}`)
  const visit = page.getByRole('dialog', { name: gone.name })
  await visit.getByRole('button', { name: 'Cancel visit' }).click()
  await visit.getByRole('button', { name: 'Cancel visit' }).click()
  // The page shows a step before it is answered; the toast comes with the answer.
  await page.getByText(`${gone.name}: cancelled`).first().waitFor()

  await page.goto(`${inject('url')}/waitlist`)
  const no = page.getByRole('button', { name: new RegExp(`^No, thank you: ${first.name}`) })
  await no.waitFor(untilOffered)
  await expectAccessible(page, 'an offer on the waitlist')
  await no.click()
  await page.getByRole('button', { name: new RegExp(`^Take it for ${second.name}`) }).click(untilOffered)
  await page.getByText(new RegExp(`^${second.name} booked for`)).waitFor()
  const { items } = await practice.ask('GET', `/api/appointments?patientId=${second.id}`)
  expect(items).toMatchObject([{ status: 'booked', staff: { id: doctor.id } }])
  // Whoever said no to one time still waits for another.
  await page.getByRole('button', { name: `Remove ${first.name} from the waitlist` }).click()
  await page.getByText(`${first.name} is off the waitlist`).waitFor()
})

test('a patient waits for a time on the phone, is offered the one that is freed, and books it', async () => {
  const seat = await sit(browser, 'patient@harborview.example', 'phone')
  const { page } = seat
  const patient = await signedIn('patient@harborview.example')
  const own = patient.session.membership.patients[0].patientId
  const old = await patient.ask('GET', `/api/waitlist?patientId=${own}`)
  for (const { id, version } of old.items) {
    await patient.ask('DELETE', `/api/waitlist/${id}`, undefined, { 'if-match': `"${version}"` })
  }
  const gone = await practice.aPatient('Absent')
  const { id } = await practice.aVisit(gone.id, dayAhead(6), '08:00')

  await page.goto(`${inject('url')}/home/wait`)
  await page.getByRole('button', { name: 'Tell me when a time is freed' }).waitFor()
  await expectAccessible(page, 'the own waitlist on the phone')
  await page.getByRole('button', { name: 'Tell me when a time is freed' }).click()
  await page.getByRole('combobox', { name: 'Type of visit' }).click()
  await page.getByRole('option', { name: /Follow-up/ }).click()
  await page.getByRole('combobox', { name: 'With whom' }).click()
  await page.getByRole('option', { name: practice.doctor.name, exact: true }).click()
  await page.getByRole('button', { name: 'Tell me when a time is freed' }).click()
  await page.getByText('You are on the waitlist.').waitFor()

  await practice.ask('POST', `/api/appointments/${id}/cancel`, { by: 'patient', code: 'ill' })
  await page.goto(`${inject('url')}/home`)
  const offer = page.getByRole('region', { name: 'A time has been freed for you' })
  await offer.waitFor(untilOffered)
  await expectAccessible(page, 'an offer on the phone')
  await offer.getByRole('button', { name: 'Book this time' }).click()
  await page.getByText(/^Your visit is booked/).waitFor()
  await page.getByRole('listitem').filter({ hasText: practice.doctor.name }).waitFor()
  const { items } = await patient.ask('GET', `/api/appointments?patientId=${own}&staffId=${practice.doctor.id}`)
  expect(items).toMatchObject([{ status: 'booked' }])
  await practice.ask('POST', `/api/appointments/${items[0].id}/cancel`, { by: 'clinic', code: 'error' })
  expect(seat.complaints).toEqual([])
  await seat.context.close()
})

test('the own waitlist fits the phone in Indonesian too', async () => {
  const { page, context } = await sit(browser, 'patient@harapan.example', 'phone', '/home/wait')
  const add = page.getByRole('button', { name: 'Kabari bila ada waktu kosong' })
  await add.waitFor()
  const { x = 0, width = 0 } = (await add.boundingBox()) ?? {}
  expect(x + width, 'the button ends within the phone').toBeLessThanOrEqual(widths.phone.width)
  await add.click()
  await expectAccessible(page, 'the own waitlist in Indonesian')
  await context.close()
})
