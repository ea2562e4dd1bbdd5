import { readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { databaseFile } from '../../scripts/local/migrations.ts'
import { expectAccessibleOnBoth, openBrowser, password, sit } from './chrome.ts'

/** Where the server asks for a fresh proof, the page asks the person and repeats the request. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Let fifteen minutes have passed since this page's session began, in the database of the running app. */
async function passAQuarter(page: Page): Promise<void> {
  const refresh = (await page.context().cookies()).find(({ name }) => name === '__Host-refresh')
  const [sid = ''] = refresh?.value.split('.') ?? []
  const identity = new DatabaseSync(databaseFile(inject('state'), 'IDENTITY_DB'))
  identity.exec('PRAGMA busy_timeout = 5000')
  const { changes } = identity
    .prepare('UPDATE session SET stepped_up_at = stepped_up_at - 900000 WHERE id = ?')
    .run(sid)
  identity.close()
  expect(changes).toBe(1)
}

/** Refuse the first request of this method at this address, as one without a fresh proof. @returns the headers of all that were sent. */
async function refuseFirst(page: Page, method: string, address: string): Promise<Record<string, string>[]> {
  const sent: Record<string, string>[] = []
  await page.route(address, async route => {
    const request = route.request()
    if (request.method() !== method) return route.continue()
    sent.push(request.headers())
    if (sent.length > 1) return route.continue()
    const body = JSON.stringify({ title: 'Give your password', status: 403, code: 'step_up_required' })
    return route.fulfill({ status: 403, contentType: 'application/problem+json', body })
  })
  return sent
}

test('an export asks for the password, says where it is wrong, and goes on by itself', async () => {
  const { page, context, complaints } = await sit(browser, 'owner@harborview.example', 'desk', '/access-log')
  await passAQuarter(page)
  const answers: number[] = []
  page.on('response', reply => {
    if (reply.url().includes('/api/access-log/csv')) answers.push(reply.status())
  })
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  const field = dialog.getByLabel('Your password', { exact: true })
  await field.waitFor()
  await expectAccessibleOnBoth(page, 'the question for the password')
  await dialog.getByRole('button', { name: 'Confirm and go on' }).click()
  await dialog.getByText('Type your password.').waitFor()
  await field.fill('not the password of anybody')
  await page.keyboard.press('Enter')
  await dialog.getByText('That is not your present password.').waitFor()
  await field.fill(password)
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect(await readFile(await (await download).path(), 'utf8')).toContain('access_log')
  await dialog.waitFor({ state: 'detached' })
  expect(answers).toEqual([403, 200])

  // The entry of the proof, and of the wrong one before it, are in the log that was looked at.
  await page.goto(`${inject('url')}/access-log?action=stepped_up`)
  await page.getByRole('cell', { name: 'Gave the password or a code again' }).first().waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

// No write of the web app that asks by now has a key: the refusal is put in the way of one that has.
test('a write is repeated under the key that it had, and once', async () => {
  const { page, context, complaints } = await sit(browser, 'owner@harborview.example', 'desk', '/settings/rooms')
  const sent = await refuseFirst(page, 'POST', '**/api/rooms')
  const number = `S${Date.now().toString(36)}`
  await page.getByRole('button', { name: 'Add a room' }).click()
  await page.getByLabel('Number', { exact: true }).fill(number)
  await page.getByLabel('Type', { exact: true }).fill('Test')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await dialog.getByRole('button', { name: 'Use a code instead' }).click()
  await dialog.getByRole('textbox', { name: 'Six digits of the app, or a recovery code' }).waitFor()
  await dialog.getByRole('button', { name: 'Use the password instead' }).click()
  await dialog.getByLabel('Your password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByText(number).first().waitFor()
  expect(sent).toHaveLength(2)
  expect(sent[0]?.['idempotency-key']).toBeTruthy()
  expect(sent[1]?.['idempotency-key']).toBe(sent[0]?.['idempotency-key'])
  expect(complaints).toEqual([])
  await context.close()
})

test('who turns away is told what is missing, and nothing was sent again', async () => {
  const { page, context } = await sit(browser, 'owner@harapan.example', 'phone', '/access-log')
  await passAQuarter(page)
  const answers: number[] = []
  page.on('response', reply => {
    if (reply.url().includes('/api/access-log/csv')) answers.push(reply.status())
  })
  await page.getByRole('button', { name: 'Unduh CSV' }).click()
  const dialog = page.getByRole('dialog', { name: 'Apakah ini Anda?' })
  await dialog.getByRole('button', { name: 'Batal' }).click()
  await page.getByText('Pastikan dengan kata sandi atau kode bahwa ini Anda').first().waitFor()
  expect(answers).toEqual([403])
  await context.close()
})
