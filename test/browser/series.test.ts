import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { aPractice, dayAhead, type Practice } from './ask.ts'
import { expectAccessibleOnBoth, openBrowser, type Seat, sit } from './chrome.ts'

/** Series and assistants, from the booking drawer to the visit's. */

const family = `Series${Date.now().toString(36)}`
let browser: Browser
let practice: Practice
let assistant: Practice
let desk: Seat
beforeAll(async () => {
  practice = await aPractice(family)
  assistant = await aPractice(`Aide${Date.now().toString(36)}`)
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
  await practice.close()
  await assistant.close()
})

/** None of four weeks is the demo's holiday, 32 days after the day on which it was loaded: today, or yesterday where midnight lies between. */
const day = (weeks: number) => dayAhead(2 + 7 * weeks)
const visitsOf = async (patient: { id: string }) =>
  (await practice.ask('GET', `/api/appointments?patientId=${patient.id}&limit=100`)).items

/** The booking drawer by its key, with the patient and this practice's doctor. */
async function bookingOf(patient: { name: string; recordNumber: string }, date: string, time: string) {
  const { page } = desk
  await page.goto(`${inject('url')}/day?date=${date}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // What another test has typed would be there again.
  await page.evaluate('localStorage.clear()')
  await page.keyboard.press('n')
  const drawer = page.getByRole('dialog', { name: 'New visit' })
  await drawer.getByRole('combobox', { name: 'Find a patient' }).fill(patient.name)
  // By number: an earlier try's has the same name.
  await page.getByRole('option', { name: new RegExp(patient.recordNumber) }).click()
  await drawer.getByRole('combobox', { name: 'Doctor' }).click()
  await page.getByRole('option', { name: practice.doctor.name, exact: true }).click()
  await drawer.getByLabel('Start').fill(time)
  await drawer.getByLabel('Minutes').fill('30')
  return drawer
}

let tries = 0

test('a weekly series shows what clashes, takes another time for it, and is moved and cancelled as a whole', async () => {
  const { page } = desk
  const [patient, other] = [await practice.aPatient('Weekly'), await practice.aPatient('Other')]
  // What an earlier try has booked stays where it is.
  const hour = `${10 + tries++}:00`
  await practice.aVisit(other.id, day(1), hour)
  const drawer = await bookingOf(patient, day(0), hour)
  await drawer.getByRole('combobox', { name: 'Repeat' }).click()
  await page.getByRole('option', { name: 'Every week' }).click()
  await drawer.getByLabel('How many visits').fill('')
  await drawer.getByRole('button', { name: 'Show the dates' }).click()
  await drawer.getByText('Give the number of visits, 2 to 52.').first().waitFor()
  await drawer.getByLabel('How many visits').fill('4')
  await drawer.getByRole('button', { name: 'Show the dates' }).click()
  await drawer.getByRole('heading', { name: 'The dates of the series' }).waitFor()
  const dates = drawer.getByRole('listitem')
  expect(await dates.count()).toBe(4)
  await dates.nth(1).getByText('Already has a visit at that time.').waitFor()
  await expectAccessibleOnBoth(page, 'the dates of a series')
  const another = dates.nth(1).getByRole('combobox')
  const instead = page.getByRole('option', { name: /^Instead/ }).first()
  const books = drawer.getByRole('button', { name: 'Book 4 visits' })
  // By keys, and as whoever looks at the list presses them: again where it was drawn anew between two of them.
  await expect
    .poll(
      async () => {
        await another.focus()
        if (!(await instead.isVisible())) await page.keyboard.press('Enter')
        await instead.waitFor({ timeout: 5_000 })
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        return books.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: 40_000 },
    )
    .toBe(true)
  // Whatever is drawn anew, the keyboard stays where it was.
  expect(await another.evaluate(box => box === box.ownerDocument.activeElement)).toBe(true)
  await books.click()
  await drawer.waitFor({ state: 'hidden' })
  const made = await visitsOf(patient)
  expect(new Set(made.map((one: { series?: { id: string } }) => one.series?.id)).size).toBe(1)
  expect(made).toHaveLength(4)

  const open = async (index: number) => {
    await page.goto(`${inject('url')}/day?date=${day(index)}&visit=${made[index].id}`)
    const dialog = page.getByRole('dialog', { name: patient.name })
    await dialog.getByText('Part of a series').waitFor()
    return dialog
  }
  const visit = await open(2)
  await page.keyboard.press('r')
  await visit.getByLabel('Start').fill('11:30')
  await visit.getByRole('radio', { name: 'This and those after it' }).check()
  await visit.getByRole('button', { name: 'Save' }).click()
  await page.getByText('2 visits changed').waitFor()
  const last = await open(3)
  await page.keyboard.press('x')
  await last.getByRole('radio', { name: 'This visit only' }).check()
  await last.getByRole('button', { name: 'Cancel visit' }).click()
  await last.getByText('Cancelled').first().waitFor()
  const first = await open(0)
  await page.keyboard.press('x')
  await first.getByRole('radio', { name: 'All that are ahead' }).check()
  await first.getByRole('button', { name: 'Cancel visit' }).click()
  await page.getByText('3 visits cancelled').waitFor()
  expect((await visitsOf(patient)).map((one: { status: string }) => one.status)).toEqual(Array(4).fill('cancelled'))
})

test.each([
  ['Every two weeks', [14]],
  ['Every month', [28, 35]],
])('%s is shown date by date before it is booked', async (every, gaps) => {
  const { page } = desk
  const drawer = await bookingOf(await practice.aPatient(every.replace(/\W/g, '')), day(0), '15:00')
  await drawer.getByRole('combobox', { name: 'Repeat' }).click()
  await page.getByRole('option', { name: every }).click()
  await drawer.getByLabel('How many visits').fill('3')
  await drawer.getByRole('button', { name: 'Show the dates' }).click()
  const shown = await drawer.getByRole('listitem').allInnerTexts()
  expect(
    shown.every(one => /15:00 free/.test(one)),
    shown.join(),
  ).toBe(true)
  const dates = shown.map(one => Date.parse(`${/\d+ \w+/.exec(one)?.[0]} 2026 UTC`))
  const days = dates.slice(1).map((at, i) => ((at - (dates[i] ?? 0)) / 86_400_000 + 365) % 365)
  expect(
    days.every(gap => gaps.includes(gap)),
    days.join(),
  ).toBe(true)
  await drawer.getByRole('button', { name: 'Change the series' }).click()
  await drawer.getByRole('button', { name: 'Cancel', exact: true }).click()
})

test('an assistant is chosen, refused where busy, and has the visit in the own column', async () => {
  const { page } = desk
  const [patient, other] = [await practice.aPatient('Assisted'), await practice.aPatient('Before')]
  const date = day(0)
  await practice.aVisit(other.id, date, '08:00', { staffId: assistant.doctor.id })
  const drawer = await bookingOf(patient, date, '08:00')
  await drawer.getByRole('combobox', { name: 'Assistants' }).fill(assistant.doctor.name)
  await page.getByRole('option', { name: assistant.doctor.name }).click()
  await page.keyboard.press('Tab')
  await drawer.getByRole('button', { name: 'Book', exact: true }).click()
  await drawer.getByRole('alert').getByText(`${assistant.doctor.name} is busy until 08:30`).waitFor()
  await drawer.getByLabel('Start').fill('08:30')
  await drawer.getByRole('button', { name: 'Book', exact: true }).click()
  await drawer.waitFor({ state: 'hidden' })
  const events = page.locator('.ec-event').filter({ hasText: patient.name })
  await expect.poll(() => events.count()).toBe(2)
  await events.first().click()
  const visit = page.getByRole('dialog', { name: patient.name })
  await visit.getByText(assistant.doctor.name).waitFor()
})
