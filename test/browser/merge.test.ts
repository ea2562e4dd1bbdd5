import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, password, sit, widths } from './chrome.ts'
import { linkFor } from './mail.ts'

/** Somebody registers on the public page who was a patient before: the desk finds out, merges, and the portal shows the visits of before. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = (path: string) => `${inject('url')}${path}`
const mark = Date.now().toString(36)
const family = `Merrick${mark}`
const email = `adele.${mark}@merge.example`
const secret = 'four words nobody joins'
const from = { 'cf-connecting-ip': `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}::2` }

/** The API, for what the journey begins with. */
async function call<T>(method: string, path: string, body: object | null, token = ''): Promise<T> {
  const headers = { ...from, 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(at(path), { method, headers, ...(body && { body: JSON.stringify(body) }) })
  expect(answer.status, `${method} ${path}`).toBeLessThan(300)
  return answer.json() as Promise<T>
}

interface Signed {
  accessToken: string
  membership: { patientId: string }
}

const reason = `Knee ${mark}`

/** A patient of the clinic with a visit, and the same person registered online with another telephone number. */
async function twoRecords(): Promise<{ old: string; online: string }> {
  const desk = await call<Signed>('POST', '/api/auth/login', { email: 'reception@harborview.example', password })
  const person = { name: { given: 'Adele', family }, sex: 'female', birthDate: '1979-04-11', phone: '(718) 555-0142' }
  const { id: old } = await call<{ id: string }>('POST', '/api/patients', person, desk.accessToken)
  await call('POST', '/api/appointments/walk-in', { patientId: old, reason }, desk.accessToken)
  const name = `Adele ${family}`
  const online = { name, birthDate: '1979-04-11', phone: '(718) 555-0199', email }
  await call('POST', '/api/public/harborview/register', online)
  const token = (await linkFor(email, 'confirm')).split('#')[1]
  const { membership } = await call<Signed>('POST', '/api/auth/confirm', { token, password: secret })
  return { old, online: membership.patientId }
}

/** The doctor, who had no hand in the merge, approves what waits for it. */
async function approve(patientId: string): Promise<void> {
  const { accessToken } = await call<Signed>('POST', '/api/auth/login', {
    email: 'doctor@harborview.example',
    password,
  })
  const { items } = await call<{ items: { id: string }[] }>(
    'GET',
    `/api/patients/${patientId}/relations`,
    null,
    accessToken,
  )
  for (const { id } of items) await call('POST', `/api/relations/${id}/approve`, {}, accessToken)
}

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })

test('the desk merges who registered online into the patient of before, whose visits the portal then shows once a doctor approves, and splits them again', async () => {
  const { old, online } = await twoRecords()
  const { page, context, complaints } = await sit(
    browser,
    'reception@harborview.example',
    'desk',
    `/patients/${online}`,
  )
  await page.getByText('Registered online: nobody has checked yet who this is').waitFor()
  await link(page, new RegExp(`^Compare with Adele ${family}, \\d+`)).waitFor()
  await expectAccessibleOnBoth(page, 'not checked yet')

  await link(page, /^It is somebody else/).click()
  await page.getByRole('heading', { name: `Merge Adele ${family}` }).waitFor()
  await page.getByRole('searchbox').fill('Rivera')
  await link(page, /^Compare with .*Rivera/)
    .first()
    .waitFor()
  await expectAccessibleOnBoth(page, 'who it is')

  await link(page, `Compare with Adele ${family}`).click()
  const phone = page.getByRole('group', { name: 'Phone' })
  await phone.getByText('Different').waitFor()
  expect(await phone.getByRole('radio', { name: /^From the one that stays/ }).isChecked()).toBe(true)
  await phone.getByRole('radio', { name: /^From the duplicate/ }).check()
  // Nobody is carried along without a document.
  await page.getByText('loses access: nobody has proved who this is').waitFor()
  await expectAccessibleOnBoth(page, 'the two side by side')
  await page.getByRole('button', { name: 'Note the document' }).click()
  await page.getByText('keeps visits and contact data; the record waits for approval').waitFor()
  await page.getByRole('button', { name: new RegExp(`^Merge Adele ${family} \\(\\d+\\) into Adele`) }).click()

  await page.waitForURL(at(`/patients/${old}`))
  await page.getByText('(718) 555-0199').first().waitFor()
  await page.goto(at(`/patients/${online}`))
  await page.getByText(`This record was merged into Adele ${family}`).waitFor()
  await page.getByText(reason).waitFor()
  await expectAccessibleOnBoth(page, 'a merged record')

  const portal = await browser.newContext({ viewport: widths.phone, extraHTTPHeaders: from, locale: 'en-US' })
  const own = await portal.newPage()
  const visits = async () => {
    await own.goto(at('/sign-in/?next=%2Fhome%2Fvisits'))
    await own.locator('input[type=email]').fill(email)
    await own.locator('input[type=password]').fill(secret)
    await own.keyboard.press('Enter')
    await own.waitForURL(/\/home\/visits/)
    await own.getByRole('heading', { level: 1 }).waitFor()
  }
  await visits()
  await own.waitForLoadState('networkidle')
  // What the desk alone has joined waits for somebody else.
  expect(await own.getByText(reason).count()).toBe(0)
  await approve(old)
  await visits()
  await own.getByText(reason).first().waitFor()

  await page.getByRole('button', { name: 'Split again' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Split again' }).click()
  await page.getByText('Identity proved by: Identity card').waitFor()
  await own.reload()
  await own.getByRole('heading', { level: 1 }).waitFor()
  await own.waitForLoadState('networkidle')
  expect(await own.getByText(reason).count()).toBe(0)
  await portal.close()

  expect(complaints).toEqual([])
  await context.close()
})
