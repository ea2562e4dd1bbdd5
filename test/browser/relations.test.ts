import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessibleOnBoth, openBrowser, password, sit } from './chrome.ts'
import { linkFor } from './mail.ts'

/** Somebody new stands for a patient: the doctor sees it in the chart and approves, the desk ends it. */

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const at = (path: string) => `${inject('url')}${path}`
const mark = Date.now().toString(36)
const from = { 'cf-connecting-ip': `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}::3` }

async function call<T>(method: string, path: string, body: object | null, token = ''): Promise<T> {
  const headers = { ...from, 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(at(path), { method, headers, ...(body && { body: JSON.stringify(body) }) })
  expect(answer.status, `${method} ${path}`).toBeLessThan(300)
  return answer.json() as Promise<T>
}

/** A patient of today, for whom a carer has accepted an invitation: the record waits for approval. */
async function aNewCarer(): Promise<{ patientId: string; carer: string }> {
  const { accessToken } = await call<{ accessToken: string }>('POST', '/api/auth/login', {
    email: 'reception@harborview.example',
    password,
  })
  const person = { name: { given: 'Odile', family: `Marchetti${mark}` }, sex: 'female', birthDate: '1949-04-11' }
  const { id: patientId } = await call<{ id: string }>('POST', '/api/patients', person, accessToken)
  const [carer, email] = [`Carer ${mark}`, `carer.${mark}@relations.example`]
  const invitation = { name: carer, email, roles: ['patient'], patientId, relation: 'carer' }
  await call('POST', '/api/auth/invitations', invitation, accessToken)
  const token = (await linkFor(email, 'invitation')).split('#')[1]
  await call('POST', '/api/auth/invitations/accept', { token, password: 'four words nobody joins' })
  return { patientId, carer }
}

test('a doctor sees in the chart that somebody new stands for the patient, approves it in the list, and the desk ends it', async () => {
  const { patientId, carer } = await aNewCarer()
  const doctor = await sit(browser, 'doctor@harborview.example', 'desk', `/patients/${patientId}`)
  const { page } = doctor
  await page.getByText('Somebody new may see this patient').waitFor()
  await page.goto(at('/relations'))
  await page.getByText(carer).waitFor()
  await expectAccessibleOnBoth(page, 'approvals')
  await page.getByRole('button', { name: `Approve ${carer}` }).click()
  await page.getByText(`${carer} may see the record now.`).waitFor()
  await page.getByRole('button', { name: `Approve ${carer}` }).waitFor({ state: 'detached' })
  expect(doctor.complaints).toEqual([])
  await doctor.context.close()

  const desk = await sit(browser, 'reception@harborview.example', 'desk', `/patients/${patientId}`)
  await desk.page.getByText('Sees visits and the record').waitFor()
  await expectAccessibleOnBoth(desk.page, 'who may see this')
  await desk.page.getByRole('button', { name: `End the access of ${carer}` }).click()
  await desk.page.getByRole('dialog').getByRole('button', { name: 'End the access' }).click()
  await desk.page.getByText('Nobody has online access to this record.').waitFor()
  await desk.page.getByText('1 ended').waitFor()
  expect(desk.complaints).toEqual([])
  await desk.context.close()
})
