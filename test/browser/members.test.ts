import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { signedIn } from './ask.ts'
import { expectAccessible, expectAccessibleOnBoth, openBrowser, password, type Seat, sit } from './chrome.ts'
import { onPaper } from './paper.ts'

/**
 * Who may work here and how they sign in: members, invitations, second step, devices, the idle end, the access log.
 * Long because all of it is one owner's pages, and each test leaves the members as the next one finds them.
 */

let browser: Browser
let owner: Seat
beforeAll(async () => {
  browser = await openBrowser()
  owner = await sit(browser, 'owner@harborview.example')
})
afterAll(async () => {
  expect(owner.complaints).toEqual([])
  await browser.close()
})

const go = (page: Page, path: string) => page.goto(`${inject('url')}${path}`)

async function post(path: string, body: object, accessToken?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
  }
  const answer = await fetch(`${inject('url')}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json()) as { accessToken: string; secret: string } }
}

/** Accept a printed code as somebody who has an account at the other clinic. */
async function accept(email: string, code: string) {
  const { body } = await post('/api/auth/login', { email, password })
  expect((await post('/api/auth/invitations/accept', { token: code }, body.accessToken)).status).toBe(201)
}

/** The code that is shown once. */
const codeShown = (page: Page) => page.getByRole('dialog').locator('code').innerText()

async function removeMember(page: Page, list: string, name: string) {
  await go(page, list)
  await page.getByRole('button', { name: `Change the access of ${name}` }).click()
  await page.getByRole('button', { name: 'Remove from the clinic' }).click()
  const asked = page.getByRole('dialog', { name: `Remove ${name} from the clinic?` })
  await asked.getByRole('button', { name: `Remove ${name}` }).click()
  await page.getByText(`${name} no longer has access.`).waitFor()
}

test('a doctor is invited by a printed code, joins, gets another role and is removed', async () => {
  const { page } = owner
  await go(page, '/members')
  await page.getByRole('button', { name: 'Invite a colleague' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Colleague from Harapan')
  await page.getByRole('radio', { name: 'Print a code' }).check()
  await page.getByRole('button', { name: 'Make the code' }).click()
  await page.getByRole('link', { name: /Choose at least one role/ }).waitFor()
  await page.getByRole('checkbox', { name: 'Doctor' }).check()
  await page.getByRole('button', { name: 'Make the code' }).click()
  await page.getByText('It is shown only now.', { exact: false }).waitFor()
  await expectAccessible(page, 'a printed code')
  const code = await codeShown(page)
  const paper = await onPaper(page)
  expect(paper).toContain(code)
  expect(paper).not.toContain('It is shown only now')

  await go(page, '/members/invitations')
  await page.getByRole('row', { name: /Colleague from Harapan/ }).waitFor()
  await accept('nurse@harapan.example', code)

  await go(page, '/members')
  const row = page.getByRole('row', { name: /nurse@harapan\.example/ })
  await row.getByText('Doctor').waitFor()
  await row.getByRole('button').click()
  await page.getByRole('checkbox', { name: 'Nurse' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await row.getByText('Doctor, Nurse').waitFor()
  const label = (await row.getByRole('button').getAttribute('aria-label')) ?? ''
  await removeMember(page, '/members', label.replace('Change the access of ', ''))
})

test('the only owner sees why the role stays', async () => {
  const { page } = owner
  await go(page, '/members')
  await page
    .getByRole('row', { name: /owner@harborview/ })
    .getByRole('button')
    .click()
  await page.getByRole('checkbox', { name: 'Owner' }).uncheck()
  await page.getByRole('checkbox', { name: 'Reception' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page
    .getByRole('alert')
    .getByText(/only owner/)
    .waitFor()
})

test('a guardian is invited from the record, and the invitation is withdrawn', async () => {
  const { page } = owner
  // Somebody of one's own: the first of the list may be whoever another test registered, imported or archived.
  const { ask } = await signedIn('reception@harborview.example')
  const { id } = await ask('POST', '/api/patients', {
    name: { given: 'Ottoline', family: 'Guarded' },
    sex: 'female',
  })
  await go(page, `/patients/${id}`)
  await page.getByRole('button', { name: 'Invite to this record' }).click()
  await page.getByRole('radio', { name: 'A guardian' }).check()
  await page.getByRole('textbox', { name: 'Name' }).fill('Aunt Ottilie')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(`aunt-${Date.now()}@example.org`)
  await expectAccessible(page, 'an invitation')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  const waiting = page
    .getByRole('list', { name: 'Invitations' })
    .getByRole('listitem')
    .filter({ hasText: 'Aunt Ottilie' })
  await waiting.waitFor()
  await waiting.getByRole('button', { name: 'Withdraw the invitation of Aunt Ottilie' }).click()
  await page.getByRole('button', { name: 'Withdraw the invitation', exact: true }).click()
  await waiting.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Who opened this record' }).click()
  await page.getByText('You', { exact: true }).first().waitFor()
})

test('a second step is set up, and switched off again with a recovery code', async () => {
  const { page, context, complaints } = await sit(browser, 'nurse@harborview.example')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'My account' }).click()
  await page.getByRole('button', { name: 'Set it up' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set up the second step' })
  await dialog.getByRole('img', { name: /QR/ }).waitFor()
  await expectAccessible(page, 'setting up the second step')
  const secret = (await dialog.locator('code').innerText()).replaceAll(' ', '')
  const digits = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  await dialog.getByRole('textbox').fill('000000')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await dialog.getByText('This code is not right', { exact: false }).waitFor()
  await dialog.getByRole('textbox').fill(digits())
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  const codes = page.getByRole('dialog', { name: 'Recovery codes' })
  const first = await codes.getByRole('listitem').first().innerText()
  expect(await onPaper(page)).toContain(first)
  await codes.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText(/^The second step is on since/).waitFor()

  await page.getByRole('button', { name: 'Switch the second step off' }).click()
  const off = page.getByRole('dialog', { name: 'Switch the second step off' })
  await off.getByRole('textbox').fill(first)
  await off.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('The second step is off.').first().waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('an owner switches off the second step of somebody who lost it', async () => {
  const { body: nurse } = await post('/api/auth/login', { email: 'nurse@harborview.example', password })
  const { body: made } = await post('/api/auth/mfa/totp', {}, nurse.accessToken)
  const code = new TOTP({ secret: Secret.fromBase32(made.secret) }).generate()
  expect((await post('/api/auth/mfa/totp/confirm', { code }, nurse.accessToken)).status).toBe(200)
  const { page } = owner
  await go(page, '/members')
  const row = page.getByRole('row').filter({ hasText: 'nurse@harborview.example' })
  await row.getByText('On', { exact: true }).waitFor()
  await row.getByRole('button', { name: /^Change the access of/ }).click()
  await page.getByRole('button', { name: 'Switch the second step off' }).click()
  const asked = page.getByRole('dialog', { name: /^Switch off the second step of/ })
  await asked.getByText('nurse@harborview.example').waitFor()
  await expectAccessible(page, 'a lost second step')
  await page.keyboard.press('Tab')
  await asked.getByRole('button', { name: /^Switch it off for/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(/^The second step of .+ is off\.$/).waitFor()
  await row.getByText('Off', { exact: true }).waitFor()
  const again = await sit(browser, 'nurse@harborview.example')
  await again.context.close()
})

test('an owner without a second step is asked to set it up before asking it of others', async () => {
  const { page } = owner
  await go(page, '/members/security')
  await page.getByText('Set up your own second step first', { exact: false }).waitFor()
  await expectAccessible(page, 'sign-in rules, own step first')
  expect(await page.getByRole('switch').isDisabled()).toBe(true)
  await page.getByRole('link', { name: 'To my account' }).click()
  await page.getByRole('button', { name: 'Set it up' }).waitFor()
})

test('a device that is signed out from another one stands at sign-in at its next step', async () => {
  const here = await sit(browser, 'doctor@harborview.example')
  const there = await sit(browser, 'doctor@harborview.example', 'phone')
  await go(here.page, '/account')
  await here.page.getByText('this device').waitFor()
  await here.page.getByRole('button', { name: 'Sign out all others' }).click()
  await here.page.getByText('You are signed in on this device only.').waitFor()
  await go(there.page, '/patients')
  await there.page.waitForURL(/\/sign-in\//)
  await Promise.all([here.context.close(), there.context.close()])
})

test('who is away is asked in every tab, may stay, else is signed out and finds what was typed', async () => {
  const { page, context } = await sit(browser, 'reception@harborview.example')
  // Half an hour passes when the test says so.
  await context.clock.install()
  const other = await context.newPage()
  let renewed = 0
  context.on('request', request => {
    if (new URL(request.url()).pathname === '/api/auth/refresh') renewed += 1
  })
  await go(other, '/staff')
  await go(page, '/patients/new?name=Half')
  await page.getByLabel('Family name').fill('Typed')
  await other.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  // What was typed has been looked up by now: nothing is left for a person who is gone.
  await new Promise(resolve => setTimeout(resolve, 1_000))
  const before = renewed
  await context.clock.fastForward('28:10')
  const asked = page.getByRole('dialog', { name: 'Are you still there?' })
  const askedThere = other.getByRole('dialog', { name: 'Are you still there?' })
  await asked
    .getByText(/1 min \d+ s/)
    .first()
    .waitFor()
  await askedThere.waitFor()
  await expectAccessible(page, 'the question before an idle end')
  expect(renewed, 'nobody was there to renew for').toBe(before)
  await asked.getByRole('button', { name: 'Stay signed in' }).click()
  await askedThere.waitFor({ state: 'hidden' })
  await expect.poll(() => renewed).toBeGreaterThan(before)

  await context.clock.fastForward('31:00')
  // By the address: each tab may be told twice, by its own clock and by the other tab, and the second way there breaks off the first.
  for (const tab of [page, other]) {
    await expect.poll(() => new URL(tab.url()).pathname, { timeout: 30_000 }).toBe('/sign-in/')
  }
  await page.locator('input[type=email]').waitFor()
  const { searchParams } = new URL(page.url())
  expect([searchParams.get('reason'), searchParams.get('next')]).toEqual(['idle', '/patients/new?name=Half'])
  await page.locator('input[type=email]').fill('reception@harborview.example')
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/patients\/new/)
  expect(await page.getByLabel('Family name').inputValue()).toBe('Typed')
  await context.close()
})

interface Colleague {
  id: string
  version: number
  account: { email: string }
}

test('a write that is refused because the roles changed meanwhile goes through, and the app shows the new ones', async () => {
  const { page, context } = await sit(browser, 'reception@harborview.example', 'desk', '/patients')
  await page.locator('[data-row]').first().click()
  await page.getByRole('button', { name: 'More', exact: true }).waitFor()
  expect(await page.getByRole('link', { name: 'My day' }).count()).toBe(0)

  const { accessToken } = (await post('/api/auth/login', { email: 'owner@harborview.example', password })).body
  const authorization = `Bearer ${accessToken}`
  const setRoles = async (roles: string[]) => {
    const url = `${inject('url')}/api/members`
    const { items } = (await (await fetch(`${url}?limit=100`, { headers: { authorization } })).json()) as {
      items: Colleague[]
    }
    const { id, version } = items.find(one => one.account.email === 'reception@harborview.example') as Colleague
    const headers = { authorization, 'content-type': 'application/json', 'if-match': `"${version}"` }
    const changed = await fetch(`${url}/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ roles }) })
    expect(changed.status).toBe(200)
  }
  await setRoles(['receptionist', 'nurse'])
  const refused = page.waitForResponse(answer => answer.status() === 401)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await refused
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone.').waitFor()
  await page.getByRole('link', { name: 'My day' }).waitFor()
  await setRoles(['receptionist'])
  await context.close()
})

test('the owner reads the access log, narrows it, and has it checked', async () => {
  const { page } = owner
  await go(page, '/access-log')
  await page.getByRole('row').nth(1).waitFor()
  await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Signed in' })
  await page.waitForURL(/action=signed_in/)
  await page.getByRole('cell', { name: 'Signed in' }).first().waitFor()
  await page.getByRole('button', { name: 'Check the log' }).click()
  await page.getByText(/The log is whole/).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^access-log-\d{4}-\d{2}-\d{2}\.csv$/)
})

test.each(['/members', '/members/patients', '/members/invitations', '/members/security', '/access-log', '/account'])(
  '%s is accessible on a desk and on a phone',
  async path => {
    const { page } = owner
    await go(page, path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessibleOnBoth(page, path)
  },
)

test.each(['/home/opened', '/account'])('a patient finds %s accessible on a phone', async path => {
  const { page, context, complaints } = await sit(browser, 'patient@harapan.example', 'phone', path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await expectAccessible(page, path)
  expect(complaints).toEqual([])
  await context.close()
})
