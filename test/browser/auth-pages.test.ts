import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, widths } from './chrome.ts'
import { linkFor } from './mail.ts'
import { onPaper } from './paper.ts'

/** The pages before one is signed in, as people meet them: from registering a clinic to a second factor at sign-in. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = (path: string) => `${inject('url')}${path}`
const mark = Date.now().toString(36)
const address = (who: string) => `${who}.${mark}@auth-pages.example`
const password = 'four words nobody joins'

/** An address of this file's own: what is counted by address is not used up by other files, nor by a run before. */
const from = { 'cf-connecting-ip': `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}::1` }

/** A visitor's window. What the pages complained of stays empty until it is closed. */
async function visitor(): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({
    viewport: widths.desk,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    extraHTTPHeaders: from,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text())
  })
  const close = async () => {
    expect(complaints).toEqual([])
    await context.close()
  }
  return { page, close }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const inside = (page: Page) => page.waitForURL(({ pathname }) => !pathname.endsWith('/'), { timeout: 30_000 })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.goto(at('/sign-in/'))
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.keyboard.press('Enter')
}

/** The API, for what no page offers. */
async function call<T>(method: string, path: string, body: object, token?: string): Promise<T> {
  const headers = { ...from, 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(at(path), { method, headers, body: JSON.stringify(body) })
  expect(answer.status, path).toBeLessThan(300)
  return answer.json() as Promise<T>
}

type Signed = { accessToken: string }

/** A clinic of its own, confirmed, with its owner signed in at the API. */
async function aClinic(name: string) {
  const email = address(`owner.${name.toLowerCase()}`)
  const clinic = { name: `${name} ${mark}`, timezone: 'Asia/Jakarta', country: 'ID', currency: 'IDR', locale: 'en' }
  await call('POST', '/api/auth/register', { clinic, owner: { name: 'Ayu Lestari', email } })
  const token = (await linkFor(email, 'confirm')).split('#')[1]
  const { accessToken } = await call<Signed>('POST', '/api/auth/confirm', { token, password })
  const owner = <T>(method: string, path: string, body: object) => call<T>(method, path, body, accessToken)
  return { name: clinic.name, email, owner }
}

test('a clinic is registered, confirmed by the mail, and open', async () => {
  const { page, close } = await visitor()
  const owner = address('owner')
  await page.goto(at('/sign-in/'))
  await expectAccessibleOnBoth(page, 'sign-in')
  await page.getByRole('link', { name: 'Register a clinic' }).click()
  await heading(page, 'Register a clinic')
  expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('United States')
  expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('America/New York')
  await expectAccessibleOnBoth(page, 'register')

  await press(page, 'Register')
  await page.getByText('There are 3 things to correct').waitFor()
  await expectAccessible(page, 'register, refused')
  await page.getByLabel('Name of the clinic').fill(`Sunda Clinic ${mark}`)
  await page.getByRole('combobox', { name: 'Country' }).fill('indon')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('combobox', { name: 'Currency' }).inputValue()).toBe('IDR, Indonesian Rupiah')
  await page.getByRole('combobox', { name: 'Time zone' }).fill('makas')
  await expectAccessible(page, 'register, a list open')
  await page.keyboard.press('Enter')
  await page.getByLabel('Your name').fill('Ayu Lestari')
  await page.getByLabel('E-mail address').fill(owner)
  expect(await page.locator('input[type=password]').count(), 'no password before the mailbox is proved').toBe(0)
  await page.keyboard.press('Enter')
  await heading(page, 'Look into your mail')
  await page.getByText(owner).waitFor()
  await expectAccessibleOnBoth(page, 'mail sent')

  const link = await linkFor(owner, 'confirm')
  await page.goto(link)
  await heading(page, 'Confirm your address')
  await expectAccessibleOnBoth(page, 'confirm')
  await page.keyboard.press('Enter')
  await heading(page, 'Choose your password')
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(owner)
  await page.getByLabel('Password', { exact: true }).fill('too short')
  await page.getByText('Too short: 6 more characters').first().waitFor()
  await expectAccessibleOnBoth(page, 'confirm, the password')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await inside(page)
  await page.getByRole('banner').getByText(`Sunda Clinic ${mark}`).waitFor()

  await page.goto(link)
  await page.keyboard.press('Enter')
  await heading(page, 'This link no longer works')
  await expectAccessibleOnBoth(page, 'a used link')
  await close()
})

test('a forgotten password is chosen anew by the mail, once', async () => {
  const { page, close } = await visitor()
  const { email: owner } = await aClinic('Forgetful')
  await signIn(page, owner, 'not my password at all')
  await page.getByText('do not belong together').waitFor()
  await page.getByRole('link', { name: 'Password forgotten?' }).click()
  await heading(page, 'Password forgotten?')
  expect(await page.getByLabel('E-mail address').inputValue(), 'the address goes along').toBe(owner)
  await expectAccessibleOnBoth(page, 'forgot')
  await page.keyboard.press('Enter')
  await heading(page, 'Look into your mail')

  const link = await linkFor(owner, 'reset')
  await page.goto(link)
  await heading(page, 'Choose a new password')
  await page.getByLabel('New password').fill('too short')
  await page.keyboard.press('Enter')
  await page.getByText('Choose a password of at least 15 characters.').waitFor()
  await expectAccessibleOnBoth(page, 'reset')
  await page.getByLabel('New password').fill(`${password} again`)
  await page.keyboard.press('Enter')
  await page.getByText('Your password is changed').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(`${password} again`)
  await page.keyboard.press('Enter')
  await inside(page)
  await page.goto(link)
  await page.getByLabel('New password').fill(`${password} once more`)
  await page.keyboard.press('Enter')
  await heading(page, 'This link no longer works')
  await close()
})

test('invited by mail: a new account, the same one for another clinic, and as whoever is signed in', async () => {
  const { page, close } = await visitor()
  const nurse = address('nurse')
  const [first, second] = await Promise.all([aClinic('Inviting'), aClinic('Another')])
  await first.owner('POST', '/api/auth/invitations', { email: nurse, name: 'Budi Santoso', roles: ['nurse'] })
  await page.goto(await linkFor(nurse, 'invitation'))
  await heading(page, 'You are invited')
  await page.getByText(first.name).waitFor()
  await page.getByText('nurse', { exact: true }).waitFor()
  await expectAccessibleOnBoth(page, 'invitation, new account')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await inside(page)
  await page.getByRole('banner').getByText(first.name).waitFor()

  await second.owner('POST', '/api/auth/invitations', { email: nurse, name: 'Budi Santoso', roles: ['receptionist'] })
  await page.goto(await linkFor(nurse, 'invitation'))
  await page.getByText(/You are signed in as/).waitFor()
  await expectAccessibleOnBoth(page, 'invitation, signed in')
  await press(page, 'Use another account')
  await page.getByText('This address has an account').waitFor()
  await expectAccessibleOnBoth(page, 'invitation, known account')
  await page.getByLabel('Password', { exact: true }).fill('somebody else entirely')
  await page.keyboard.press('Enter')
  await page.getByText('not the password of that account').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await inside(page)
  await page.getByRole('banner').getByText(second.name).waitFor()

  const elsewhere = address('elsewhere')
  await first.owner('POST', '/api/auth/invitations', { email: elsewhere, name: 'Dewi', roles: ['doctor'] })
  await page.goto(await linkFor(elsewhere, 'invitation'))
  await page.getByText('The invitation was sent to').waitFor()
  expect(await page.getByRole('button', { name: /Accept as/ }).count(), 'not as somebody else').toBe(0)
  await close()
})

test('a printed code becomes an account by the mail to the address named with it', async () => {
  const { page, close } = await visitor()
  const { name, owner } = await aClinic('Printing')
  const invited = { name: 'Rudi Hartono', roles: ['doctor'] }
  const { code } = await owner<{ code: string }>('POST', '/api/auth/invitations', invited)
  await page.goto(at('/sign-in/'))
  await page.getByRole('link', { name: 'Use it here' }).click()
  await heading(page, 'Use a printed code')
  await page.getByLabel('Code').fill('0000-0000-0000-0000')
  await page.keyboard.press('Enter')
  await page.getByText('This code is not right').waitFor()
  await expectAccessibleOnBoth(page, 'a printed code')
  await page.getByLabel('Code').fill(code.toLowerCase().replaceAll('-', ' – '))
  await page.keyboard.press('Enter')
  await heading(page, 'You are invited')
  await page.getByText('Rudi Hartono').waitFor()
  await page.getByLabel('E-mail address').fill(address('rudi'))
  await page.keyboard.press('Enter')
  await heading(page, 'Look into your mail')
  await page.goto(await linkFor(address('rudi'), 'invitation'))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await inside(page)
  await page.getByRole('banner').getByText(name).waitFor()
  await close()
})

test('a clinic that asks for a second factor has it set up at sign-in, and asked for from then on', async () => {
  const { page, close } = await visitor()
  const { name, owner } = await aClinic('Careful')
  const email = address('nurse.careful')
  await owner('POST', '/api/auth/invitations', { name: 'Dewi Anggraini', roles: ['nurse'], email })
  const token = (await linkFor(email, 'invitation')).split('#')[1]
  await call('POST', '/api/auth/invitations/accept', { token, password })
  // Who asks others for one has one.
  const own = await owner<{ secret: string }>('POST', '/api/auth/mfa/totp', {})
  const code = new TOTP({ secret: Secret.fromBase32(own.secret) }).generate()
  await owner('POST', '/api/auth/mfa/totp/confirm', { code })
  await owner('PUT', '/api/auth/policy', { requireSecondFactor: true })
  await signIn(page, email, password)
  await heading(page, 'Set up the second step')
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  await expectAccessibleOnBoth(page, 'set-up')
  await page.getByText('The code cannot be scanned?').click()
  const secret = (await page.locator('.secret').textContent()) ?? ''
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  await page.getByLabel('Code of your authenticator app').fill('12345')
  await page.keyboard.press('Enter')
  await page.getByText('A code has six digits').waitFor()
  // Typed as some apps show it.
  await page.getByLabel('Code of your authenticator app').fill(totp.generate().replace(/^.../, '$& '))
  await page.keyboard.press('Enter')
  await heading(page, 'Keep your recovery codes')
  const recovery = (await page.locator('.codes li').first().textContent()) ?? ''
  await expectAccessibleOnBoth(page, 'recovery codes')
  expect(await onPaper(page)).toContain(recovery)
  await press(page, 'I have kept them, go on')
  await inside(page)
  await page.getByRole('banner').getByText(name).waitFor()

  await signIn(page, email, password)
  await heading(page, 'Second step')
  await page.getByLabel('Code of your authenticator app').fill('000000')
  await page.keyboard.press('Enter')
  await page.getByText('This code is not right').waitFor()
  await expectAccessibleOnBoth(page, 'second step')
  // The code of now was used up by the set-up: the next one is good already, for clocks differ.
  await page.getByLabel('Code of your authenticator app').fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await page.keyboard.press('Enter')
  await inside(page)

  await signIn(page, email, password)
  await press(page, 'Use a recovery code')
  await page.getByLabel('Recovery code').fill(recovery.toLowerCase())
  await page.keyboard.press('Enter')
  await inside(page)
  await close()
})

test('too many attempts say how long to wait, and count it down', async () => {
  const { page, close } = await visitor()
  const { email } = await aClinic('Guessed')
  // Two at a time: of more from one network some would be told to come later, and not count.
  for (let guess = 0; guess < 10; guess += 2) {
    const two = [guess, guess + 1].map(n =>
      fetch(at('/api/auth/login'), {
        method: 'POST',
        headers: { ...from, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: `guess ${n}` }),
      }),
    )
    await Promise.all(two)
  }
  await page.goto(at('/sign-in/?reason=idle'))
  await page.getByText('nothing was done for a while').waitFor()
  await signIn(page, email, password)
  await page.getByText('Too many wrong passwords').waitFor()
  const timer = page.getByRole('timer')
  const before = await timer.textContent()
  expect(before).toMatch(/You can try again in 1[45]:\d\d\./)
  await expect.poll(() => timer.textContent(), { timeout: 5_000 }).not.toBe(before)
  await expectAccessibleOnBoth(page, 'sign-in, paused')
  await close()
})
