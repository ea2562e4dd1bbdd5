import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, password, sit } from './chrome.ts'

/** A doctor restricts a record, opens it with a reason, and the owner sees that. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = (path: string) => `${inject('url')}${path}`
const mark = Date.now().toString(36)

async function call<T>(method: string, path: string, body: object, token = ''): Promise<T> {
  const from = { 'cf-connecting-ip': `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}::4` }
  const headers = { ...from, 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(at(path), { method, headers, body: JSON.stringify(body) })
  expect(answer.status, `${method} ${path}`).toBeLessThan(300)
  return answer.json() as Promise<T>
}

async function aPatient(): Promise<string> {
  const signIn = { email: 'reception@harborview.example', password }
  const { accessToken } = await call<{ accessToken: string }>('POST', '/api/auth/login', signIn)
  const person = { name: { given: 'Ines', family: `Okonkwo${mark}` }, sex: 'female', birthDate: '1971-02-03' }
  return (await call<{ id: string }>('POST', '/api/patients', person, accessToken)).id
}

test('a record is restricted, asks for a reason, opens with one, and the owner reads why', async () => {
  const patientId = await aPatient()
  const reason = `Unconscious in the waiting room ${mark}`
  const doctor = await sit(browser, 'doctor@harborview.example', 'desk', `/patients/${patientId}`)
  const { page } = doctor
  await page.getByRole('button', { name: 'New record without appointment' }).waitFor()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Restrict the record' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restricted record' })
  await dialog.getByRole('textbox', { name: 'Why it is restricted' }).fill('Works at the town hall')
  await expectAccessibleOnBoth(page, 'restricting')
  await dialog.getByRole('button', { name: 'Restrict', exact: true }).click()

  await page.getByText('This record opens with a reason').waitFor()
  await page.getByText(/Works at the town hall/).waitFor()
  await expectAccessibleOnBoth(page, 'the closed record')
  await page.getByRole('textbox', { name: 'Why you open it' }).fill(reason)
  await page.getByRole('button', { name: 'Open until midnight' }).click()
  await page.getByRole('button', { name: 'New record without appointment' }).waitFor()

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Restrict the record' }).click()
  await dialog.getByRole('button', { name: 'Lift the restriction' }).click()
  await page.getByRole('dialog', { name: 'Lift the restriction?' }).getByRole('button', { name: 'Lift it' }).click()
  await page.getByText('The restriction is lifted.').waitFor()
  await doctor.context.close()

  const owner = await sit(browser, 'owner@harborview.example', 'desk', '/access-log/unusual')
  await owner.page.getByText(reason).waitFor()
  await expectAccessibleOnBoth(owner.page, 'unusual reading')
  expect(owner.complaints).toEqual([])
  await owner.context.close()
})
