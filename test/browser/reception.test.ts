import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { root } from '../../scripts/local/root.ts'
import { expectAccessibleOnBoth, openBrowser, type Seat, sit } from './chrome.ts'

let browser: Browser
let desk: Seat
beforeAll(async () => {
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
})
afterAll(async () => {
  expect(desk.complaints).toEqual([])
  await browser.close()
})

const go = (page: Page, path: string) => page.goto(`${inject('url')}${path}`)
const family = `Quayle${Date.now().toString(36)}`

/** A Tuesday within the two weeks that the demo's hours cover. */
function aTuesday(): string {
  const date = new Date(Date.now() + 2 * 86_400_000)
  while (date.getUTCDay() !== 2) date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

test('a person is registered, and found again with a typo', async () => {
  const { page } = desk
  await go(page, '/patients/new')
  await page.getByLabel('Given name').fill('Ottilie')
  await page.getByLabel('Family name').fill(family)
  await page.getByLabel('Date of birth', { exact: true }).fill('31/12/1984')
  await page.getByRole('radio', { name: 'Female', exact: true }).check()
  await page.getByLabel('Phone', { exact: true }).fill('(718) 555-0188')
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.waitForURL(/\/patients\/pat-/)
  await page.getByRole('heading', { name: `Ottilie ${family}` }).waitFor()
  await page.getByText('31 Dec 1984').first().waitFor()

  await go(page, '/patients')
  await page.getByRole('searchbox').fill(`otilie ${family}`)
  await page.getByText(`Ottilie ${family}`).first().waitFor()
})

test('a visit is booked at a free time and stands on the day', async () => {
  const { page } = desk
  const date = aTuesday()
  await go(page, `/day?date=${date}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('button', { name: 'New visit' }).click()
  const drawer = page.getByRole('dialog', { name: 'New visit' })
  await drawer.getByRole('combobox', { name: 'Find a patient' }).fill(family)
  await page.getByRole('option', { name: new RegExp(family) }).click()
  await drawer.getByRole('combobox', { name: 'Type of visit' }).click()
  await page.getByRole('option', { name: /Follow-up/ }).click()
  await drawer.getByRole('group', { name: 'Free times' }).getByRole('button').first().click()
  await drawer.getByRole('textbox', { name: 'Reason' }).fill('Sore throat')
  await drawer.getByRole('button', { name: 'Book', exact: true }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByText('Agenda', { exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`Ottilie ${family}.*Booked`) }).waitFor()
})

/** Where something is once the calendar has stopped laying itself out. */
async function restingPlace(what: Locator) {
  let last = ''
  for (let look = 0; look < 40; look++) {
    const box = await what.boundingBox()
    if (box && JSON.stringify(box) === last) return box
    last = JSON.stringify(box)
    await what.page().waitForTimeout(250)
  }
  throw new Error('it never comes to rest')
}

test('a visit is dragged to another time, and put back', async () => {
  const { page } = desk
  await go(page, `/day?date=${aTuesday()}`)
  await page.getByRole('radio', { name: 'Day', exact: true }).waitFor({ state: 'attached' })
  const visit = page.locator('.ec-event').filter({ hasText: `Ottilie ${family}` })
  await visit.waitFor()
  await visit.scrollIntoViewIfNeeded()
  const before = await visit.innerText()
  const box = await restingPlace(visit)
  await page.mouse.move(box.x + box.width / 2, box.y + 8)
  await page.mouse.down()
  for (let step = 1; step <= 8; step++) {
    await page.mouse.move(box.x + box.width / 2, box.y + 8 + step * 9)
    await page.waitForTimeout(20)
  }
  await page.mouse.up()
  // Where that time is taken the page says so and offers the next free one: either way it ends on another time.
  const undo = page.getByRole('button', { name: /^Undo/ })
  const instead = page.getByRole('button', { name: /^Take \d/ })
  await undo.or(instead).first().waitFor()
  if (await instead.isVisible()) await instead.click()
  await undo.first().waitFor()
  await expect.poll(() => visit.innerText()).not.toBe(before)
  await undo.first().click()
  await expect.poll(() => visit.innerText()).toBe(before)
})

test('a walk-in joins the queue with one key and gets a number', async () => {
  const { page } = desk
  await go(page, '/day')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('i')
  const drawer = page.getByRole('dialog', { name: 'Walk-in' })
  await drawer.getByRole('combobox', { name: 'Find a patient' }).fill('Sofia Rivera')
  await page
    .getByRole('option', { name: /Sofía Rivera/ })
    .first()
    .click()
  await drawer.getByRole('textbox', { name: 'Reason' }).fill('Cut on the hand')
  await drawer.getByRole('button', { name: 'Add to the queue' }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page
    .getByRole('button', { name: /Sofía Rivera/ })
    .first()
    .waitFor()
})

const spreadsheet = join(root, '../shared/data/patients.csv')

test.runIf(existsSync(spreadsheet))('a spreadsheet is imported, and twice adds nobody twice', async () => {
  const { page } = desk
  const added: number[] = []
  for (let round = 0; round < 2; round++) {
    await go(page, '/patients/import')
    await page.locator('input[type=file]').setInputFiles(spreadsheet)
    await page.getByRole('button', { name: 'Check the rows' }).click()
    await page.getByRole('button', { name: /^Import \d+/ }).click()
    await page.getByRole('term').filter({ hasText: 'Rejected' }).waitFor({ timeout: 90_000 })
    const figures = await page.getByRole('definition').allInnerTexts()
    const [fresh, known, rejected] = figures.map(Number)
    expect((fresh ?? 0) + (known ?? 0), 'every row is somebody').toBe(585)
    expect(rejected).toBe(0)
    added.push(fresh ?? 0)
    await page.getByRole('button', { name: 'Another file' }).last().click()
  }
  expect(added[1]).toBe(0)
})

const pages = ['/day', '/patients', '/patients/new', '/patients/import', '/staff']

test.each(pages)('%s is accessible on a desk and on a phone', async path => {
  const { page } = desk
  await go(page, path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectAccessibleOnBoth(page, path)
})
