import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, type Seat, sit } from './chrome.ts'

let browser: Browser
let desk: Seat
beforeAll(async () => {
  browser = await openBrowser()
  desk = await sit(browser, 'reception@harborview.example')
})
afterAll(() => browser.close())

const unique = Math.random().toString(36).slice(2, 8)

/** A file with what goes wrong in spreadsheets: a title, a mark that is never closed, dates in two orders, a cell too many. */
const sheet = [
  'List of patients',
  '',
  'name,birth date,phone,note',
  `Ani ${unique},13/02/1990,555-0101,"shrimps`,
  `Budi ${unique},02/13/1990,555-0102,`,
  `Cici ${unique},03/04/1990,555-0103,,too much`,
  `Dodi ${unique},03/04/1991,"=""5550104""",`,
].join('\n')

async function choose(name: string): Promise<void> {
  const { page } = desk
  await page.goto(`${inject('url')}/patients/import`)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(sheet) })
}

async function importIt(): Promise<void> {
  const { page } = desk
  await page.getByRole('alert').filter({ hasText: 'Line 4:' }).waitFor()
  await expectAccessibleOnBoth(page, 'broken marks')
  await page.getByRole('button', { name: 'Ignore the marks on these lines' }).click()
  await page.getByRole('combobox', { name: 'Row with the headers' }).waitFor()
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await page.getByText('Choose the order of dates first.').waitFor()
  await page.getByText('Day first').click()
  await page.getByText('13/02/1990 → 13 Feb 1990').waitFor()
  await expectAccessibleOnBoth(page, 'columns')
  await page.getByRole('button', { name: 'Check the rows' }).click()
  await page.getByText('2 rows have problems.').waitFor()
  await page.getByText('This row has more cells').waitFor()
  await expectAccessibleOnBoth(page, 'rows')
  await page.getByRole('button', { name: /^Import 2 rows/ }).click()
}

test('what is wrong with a file is shown before anything is imported, and all rows add up', async () => {
  const { page } = desk
  await choose('patients.csv')
  await importIt()
  await page.getByText('4 rows = 2 new + 0 known already + 2 rejected').waitFor()
  await page.getByRole('button', { name: 'Fix them here' }).click()
  await page.getByRole('textbox', { name: 'Line 5, Date of birth' }).fill('13/02/1990')
  await page.getByRole('textbox', { name: 'Line 6, Extra cells' }).last().fill('')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Import 2 rows/ }).click()
  await page.getByText('4 rows = 4 new + 0 known already + 0 rejected').waitFor()
})

test('the same people from a file of another name are nobody new', async () => {
  await desk.page.getByRole('button', { name: 'Another file' }).last().click()
  await choose('people of november.csv')
  await importIt()
  await desk.page.getByText('4 rows = 0 new + 2 known already + 2 rejected').waitFor()
  expect(desk.complaints).toEqual([])
})
