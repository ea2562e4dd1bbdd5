import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, password, sit, widths } from './chrome.ts'

/** The log as people read it: a line for each person and day, with every entry behind it, and the seal that was mailed. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** For whoever wants to look: SHOTS names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return
  const before = page.viewportSize()
  for (const [width, size] of Object.entries(widths)) {
    await page.setViewportSize(size)
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png` })
  }
  if (before) await page.setViewportSize(before)
}

test('the owner sees one line for each person and day, every entry behind it, and whether a mailed seal still holds', async () => {
  const { page, context, complaints } = await sit(browser, 'owner@harborview.example', 'desk', '/access-log')
  const lines = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Entries' }) })
  await lines.first().waitFor()
  await shot(page, 'days')
  const [first] = await page.locator('tbody').all()
  const names = (await first?.getByRole('button').allTextContents()) ?? []
  expect(names.length).toBeGreaterThan(0)
  expect(new Set(names).size).toBe(names.length)
  await expectAccessibleOnBoth(page, 'the log by days')

  await page.getByText('Seal by mail', { exact: true }).click()
  await page.getByRole('switch', { name: 'Mail the seal to every owner once a week' }).waitFor()
  const paste = page.getByRole('textbox', { name: 'Seal from a mail' })
  await paste.fill('Hello. There is nothing in here.')
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText('There is no seal in this text.').waitFor()
  const ownHead = await headOf()
  await paste.fill(`This is how far it had come: ${ownHead.sequence}.${'x'.repeat(43)}\n\nKeep this mail.`)
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByText(`The log does not carry entry ${ownHead.sequence} as it was mailed.`).waitFor()
  await shot(page, 'seal')
  await expectAccessibleOnBoth(page, 'a seal that does not hold')

  await lines.first().getByRole('link', { name: 'Entries' }).click()
  await page.waitForURL(/view=entries/)
  await page
    .getByText(/^#\d+$/)
    .first()
    .waitFor()
  expect(new URL(page.url()).searchParams.get('who')).toMatch(/^acc-/)
  await shot(page, 'entries')
  expect(complaints).toEqual([])
  await context.close()
})

test('a patient reads who opened the record, when and what for, in the language of the clinic', async () => {
  const { page, context, complaints } = await sit(browser, 'patient@harapan.example', 'phone', '/home/opened')
  const list = page.locator('.opened li')
  await list.first().waitFor()
  expect(await list.first().textContent()).toMatch(/\d{2}[.:]\d{2}/)
  for (const day of await page.locator('.opened section').all()) {
    const people = await day.locator('strong').allTextContents()
    expect(people.length).toBeLessThan(20)
  }
  await shot(page, 'opened')
  await expectAccessibleOnBoth(page, 'who opened my record')
  expect(complaints).toEqual([])
  await context.close()
})

/** The number of the last entry: there is one of the sign-in itself. */
async function headOf(): Promise<{ sequence: number }> {
  const at = (path: string) => `${inject('url')}${path}`
  const headers = { 'content-type': 'application/json', 'cf-connecting-ip': '2001:db8:7::4' }
  const body = JSON.stringify({ email: 'owner@harborview.example', password })
  const signedIn = await fetch(at('/api/auth/login'), { method: 'POST', headers, body })
  const { accessToken } = (await signedIn.json()) as { accessToken: string }
  const answer = await fetch(at('/api/access-log?limit=1'), { headers: { authorization: `Bearer ${accessToken}` } })
  const { items } = (await answer.json()) as { items: { sequence: number }[] }
  return { sequence: items[0]?.sequence ?? 0 }
}
