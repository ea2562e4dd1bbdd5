import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, password, sit, widths } from './chrome.ts'
import { linkFor } from './mail.ts'

/**
 * The front desk, by keyboard alone, and every picture of it for those who do not see or point.
 * Long because the journey from an empty clinic to a checked-out visit is one, and half of the file.
 */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = (path: string) => `${inject('url')}${path}`
const mark = Date.now().toString(36)
const secret = 'four words nobody joins'
/** An address of this file's own: what is counted by address is not used up by other files. */
const from = { 'cf-connecting-ip': `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}::2` }

/** The API, for what a test begins with. */
async function call<T>(method: string, path: string, body: object | null, token = '', version?: number): Promise<T> {
  const answer = await fetch(at(path), {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(version && { 'if-match': `"${version}"` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.status, `${method} ${path}`).toBeLessThan(300)
  return answer.json() as Promise<T>
}

interface Signed {
  accessToken: string
}

/** Press Tab, or an arrow in a menu, until something has the focus. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await wanted.waitFor()
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate(element => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} never comes to ${wanted}`)
}

/** Write into the field that Tab leads to, over what stands there. */
async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

async function keys(page: Page, ...pressed: string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key)
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Tab to what has this name, and press Enter on it. */
async function enter(page: Page, role: 'button' | 'link', name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole(role, { name, exact: typeof name === 'string' }).first())
  await keys(page, 'Enter')
}

/** A clinic is registered on the page, confirmed by the mail, and its owner stands before the first steps. */
async function foundClinic(page: Page): Promise<void> {
  const email = `desk.${mark}@desk.example`
  await page.goto(at('/sign-in/'))
  await enter(page, 'link', 'Register a clinic')
  await heading(page, 'Register a clinic')
  await write(page, page.getByLabel('Name of the clinic'), `Meja ${mark}`)
  await write(page, page.getByRole('combobox', { name: 'Country' }), 'indon')
  await keys(page, 'Enter')
  await write(page, page.getByLabel('Your name'), 'Ayu Lestari')
  await write(page, page.getByLabel('E-mail address'), email)
  await keys(page, 'Enter')
  await heading(page, 'Look into your mail')
  await page.goto(await linkFor(email, 'confirm'))
  await heading(page, 'Confirm your address')
  await keys(page, 'Enter')
  await heading(page, 'Choose your password')
  await write(page, page.getByLabel('Password', { exact: true }), secret)
  await keys(page, 'Enter')
  await page.waitForURL(/\/clinic$/, { timeout: 30_000 })
}

/** The first steps as the guide names them: who works there, the hours, a room, a type of visit, and who sits at the desk. */
async function furnish(page: Page): Promise<void> {
  await enter(page, 'link', 'Add who works here')
  await heading(page, 'Staff & hours')
  await keys(page, 'n')
  const adding = page.getByRole('dialog', { name: 'Add a member of staff' })
  await write(page, adding.getByLabel('Name', { exact: true }), 'dr. Wulan')
  await keys(page, 'Enter')
  await heading(page, 'dr. Wulan')
  await adding.waitFor({ state: 'hidden' })
  await enter(page, 'button', 'Add a session on Monday')
  await write(page, page.getByLabel('Monday, from'), '0:00')
  await write(page, page.getByLabel('Monday, to'), '24:00')
  await enter(page, 'button', 'Copy Monday to other days')
  await tabTo(page, page.getByRole('menuitem', { name: 'To all days' }), 'ArrowDown')
  await keys(page, 'Enter')
  await enter(page, 'button', 'Save hours')
  await page.getByText(/^These hours hold from .+\.$/).waitFor()

  await keys(page, 'g', 'c')
  await enter(page, 'link', 'Add rooms')
  await enter(page, 'button', 'Add a room')
  await write(page, page.getByLabel('Number', { exact: true }), '1')
  await write(page, page.getByLabel('Type', { exact: true }), 'Consulting')
  await keys(page, 'Enter')
  await page.getByRole('cell', { name: 'Consulting' }).waitFor()

  await keys(page, 'g', 'c')
  await enter(page, 'link', 'Add types of visit')
  await enter(page, 'button', 'Add a visit type')
  await write(page, page.getByLabel('Name', { exact: true }), 'Consultation')
  await keys(page, 'Enter')
  await page.getByRole('cell', { name: 'Consultation' }).waitFor()

  await keys(page, 'g', 'c')
  await enter(page, 'link', 'Invite your colleagues')
  await enter(page, 'button', 'Change the access of Ayu Lestari')
  await tabTo(page, page.getByRole('checkbox', { name: 'Reception' }))
  await keys(page, 'Space', 'Enter')
  await page.getByRole('cell', { name: /Reception/ }).waitFor()
}

test('from an empty clinic to a booked, moved, checked-in, called and checked-out visit by keyboard alone', {
  timeout: 240_000,
}, async () => {
  const context = await browser.newContext({
    viewport: widths.desk,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Asia/Jakarta',
    extraHTTPHeaders: from,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  await foundClinic(page)
  await furnish(page)

  await keys(page, 'g', 'p')
  await heading(page, 'Patients')
  await keys(page, 'n')
  await heading(page, /Register/)
  await write(page, page.getByLabel('Given name'), 'Ottilie')
  await write(page, page.getByLabel('Family name'), 'Quayle')
  await write(page, page.getByLabel('Date of birth', { exact: true }), '31/12/1984')
  await tabTo(page, page.getByRole('radio', { name: 'Female', exact: true }))
  await keys(page, 'Space')
  await tabTo(page, page.getByRole('button', { name: 'Register', exact: true }))
  await keys(page, 'Enter')
  await page.waitForURL(/\/patients\/pat-/)

  await keys(page, 'g', 'd')
  await page.waitForURL(/\/day/)
  await page.getByRole('button', { name: 'New visit' }).waitFor()
  await keys(page, 'n')
  const drawer = page.getByRole('dialog', { name: 'New visit' })
  await write(page, drawer.getByRole('combobox', { name: 'Find a patient' }), 'Quayle')
  await page.getByRole('option', { name: /Ottilie Quayle/ }).waitFor()
  await keys(page, 'Enter')
  await drawer.getByText('Another patient').waitFor()
  await tabTo(page, drawer.getByRole('combobox', { name: 'Doctor' }))
  await keys(page, 'Enter')
  await page.getByRole('option', { name: 'dr. Wulan' }).waitFor()
  await keys(page, 'ArrowDown', 'Enter')
  await write(page, drawer.getByRole('textbox', { name: 'Start' }), '23:00')
  await page.getByText('This time is held for you').waitFor()
  await keys(page, 'Enter')
  await drawer.waitFor({ state: 'hidden' })

  await keys(page, 'a')
  const line = (status: string) => page.getByRole('button', { name: new RegExp(`Ottilie Quayle.*${status}`) }).first()
  await line('Booked').waitFor()
  await keys(page, 'j', 'r')
  const visit = page.getByRole('dialog', { name: 'Ottilie Quayle' })
  await write(page, visit.getByRole('textbox', { name: 'Start' }), '23:30')
  await keys(page, 'Enter')
  await page.getByText(/Ottilie Quayle: .* 23:30/).waitFor()
  await keys(page, 'Escape')
  await visit.waitFor({ state: 'hidden' })
  await page
    .getByRole('button', { name: /23:30.*Ottilie Quayle/ })
    .first()
    .waitFor()

  await keys(page, 'j', 'c')
  await line('Arrived').waitFor()
  await keys(page, 'q')
  await page.getByRole('button', { name: 'Call Ottilie Quayle again' }).waitFor()
  await keys(page, 's')
  await line('In progress').waitFor()
  await keys(page, 'o')
  await line('Completed').waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('every view of the schedule and of the desk is accessible, on a desk and on a phone', {
  timeout: 150_000,
}, async () => {
  const { page, context, complaints } = await sit(browser, 'reception@harborview.example')
  const paths = [
    '/day?by=room',
    '/day?view=week',
    '/day?view=month',
    '/day?view=agenda&span=week',
    '/queue',
    '/rooms',
    '/waitlist',
    '/statistics',
    '/statistics?as=tables&span=day',
  ]
  for (const path of paths) {
    await page.goto(at(path))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessibleOnBoth(page, path)
  }
  expect(complaints).toEqual([])
  await context.close()
})

test('the filter leaves out, and stands in the address', async () => {
  const { page, context } = await sit(
    browser,
    'reception@harborview.example',
    'desk',
    '/day?view=agenda&span=week&gone=1',
  )
  const shown = page.getByText(/^\d+ visits$/).first()
  await shown.waitFor()
  const all = await shown.innerText()
  await page.getByRole('button', { name: 'Filter (1)' }).click()
  await page
    .getByRole('textbox', { name: 'Doctors' })
    .or(page.getByRole('combobox', { name: 'Doctors' }))
    .first()
    .click()
  await page.getByRole('option', { name: /Okafor/ }).click()
  await expect.poll(() => shown.innerText()).not.toBe(all)
  const some = await shown.innerText()
  await page.reload()
  await expect.poll(() => shown.innerText()).toBe(some)
  expect(new URL(page.url()).searchParams.get('staff')).toMatch(/^stf-/)
  await context.close()
})

test('the waiting room sees the number that is called, and nobody by name', async () => {
  const email = 'reception@harapan.example'
  const { accessToken } = await call<Signed>('POST', '/api/auth/login', { email, password })
  const { items } = await call<{ items: { id: string }[] }>('GET', '/api/patients?limit=1', null, accessToken)
  const walkIn = { patientId: items[0]?.id, urgent: true }
  const visit = await call<{ id: string; queueNumber: number; patient: { name: string } }>(
    'POST',
    '/api/appointments/walk-in',
    walkIn,
    accessToken,
  )
  const { token } = await call<{ token: string }>('POST', '/api/queue/screen', { name: mark }, accessToken)
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(at(`/screen/#${token}`))
  await page.getByRole('time').waitFor()
  await call('POST', `/api/queue/${visit.id}/call`, {}, accessToken)
  await page.locator('#number').getByText(String(visit.queueNumber), { exact: true }).waitFor()
  await expectAccessible(page, 'the waiting room')
  expect(await page.innerText('body')).not.toContain(visit.patient.name)
  await context.close()
})

test('a stranger finds a time on the public page, and comes to sign-in with it', async () => {
  const context = await browser.newContext({ viewport: widths.phone, locale: 'en-US', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const scripts: string[] = []
  page.on('request', request => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  await page.goto(at('/book/harborview'))
  await heading(page, 'Harborview Clinic')
  await expectAccessible(page, 'the public page')
  await page.getByRole('button', { name: /Follow-up/ }).click()
  await page.getByRole('button', { name: /Anybody who is free/ }).click()
  await page
    .getByRole('button', { name: /^\d\d:\d\d$/ })
    .last()
    .click()
  await page.getByRole('heading', { name: /Almost done/ }).waitFor()
  await expectAccessible(page, 'a chosen time')
  await page.getByRole('link', { name: 'Sign in and book' }).click()
  await page.waitForURL(/\/sign-in\/\?next=%2Fhome%2Fbook/)
  expect(scripts.filter(path => /react|app-/.test(path))).toEqual([])

  await page.goto(at('/book/nowhere'))
  await heading(page, 'There is no booking page at this address')
  await context.close()
})
