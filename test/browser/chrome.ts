import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { afterEach, expect, inject } from 'vitest'

/** A real Chromium: on Linux the one that arrives with the packages, elsewhere an installed Chrome. */

export const widths = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
export const password = 'demo clinic 2026'

const installed = [
  process.env.CHROME_PATH,
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** What the package asks for that a person's browser does not do. In one process, closing a window closes the browser. */
const unlikePeoples = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--in-process-gpu',
]

export async function openBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync']
  const found = installed.find(path => path && existsSync(path))
  if (found) return playwright.launch({ executablePath: found, args: quiet })
  if (process.platform !== 'linux')
    throw new Error('The browser tests need Chrome: install it, or name it with CHROME_PATH.')
  // Nothing here draws in three dimensions, so no graphics card is imitated.
  chromium.setGraphicsMode = false
  const args = chromium.args.filter(arg => !unlikePeoples.includes(arg))
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, ...quiet, '--disable-gpu'],
  })
}

export interface Seat {
  page: Page
  context: BrowserContext
  /** What the page complained of: errors of its own and on the console. Must stay empty. */
  complaints: string[]
}

/** Pages whose test may fail: what one then showed is told with the failure. */
const seats = new Set<Page>()
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const page of seats) {
    if (page.isClosed()) continue
    const text = await page.locator('body').innerText({ timeout: 2_000 }).catch(String)
    console.error(`${task.name}, ${page.url()} showed:\n${text.replace(/\n+/g, ' | ').slice(0, 1_500)}`)
  }
})

/** Signed in, and at this path; at home where none is named. The page of sign-in has tests of its own. */
export async function sit(
  browser: Browser,
  email: string,
  size: keyof typeof widths = 'desk',
  path = '/',
): Promise<Seat> {
  const url = inject('url')
  const context = await browser.newContext({ viewport: widths[size], reducedMotion: 'reduce' })
  const page = await context.newPage()
  seats.add(page)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    // The browser itself reports a refused request; what the page makes of it is what counts.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  const data = { email, password }
  const reply = await context.request.post(`${url}/api/auth/login`, { data, headers: { origin: url } })
  expect(reply.status(), `${email} signs in`).toBe(200)
  await page.goto(url + path)
  if (path === '/') await page.waitForURL(where => where.pathname !== '/')
  return { page, context, complaints }
}

/** No finding of axe that is serious or worse, and nothing that is wider than the window. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // No page here frames another: without the extra window that frames would need it takes half the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
  expect(serious, name).toEqual([])
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** The same on a desk and on a phone. The window is left as it was. */
export async function expectAccessibleOnBoth(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  const sizes = before?.width === widths.phone.width ? (['phone', 'desk'] as const) : (['desk', 'phone'] as const)
  for (const size of sizes) {
    await page.setViewportSize(widths[size])
    await page.waitForLoadState('networkidle')
    await expectAccessible(page, `${name}, ${size}`)
  }
  if (before) await page.setViewportSize(before)
}
