import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { anAddress, anEmail } from '../support/auth-pages.ts'
import { aClinicFixture, type ClinicFixture } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'
import { sendRaw } from '../support/raw-http.ts'

/** Links in mails lead to our origin, whatever the request says of where it came to: whoever follows one brings its token along. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const evil = 'collect.example'

interface MailPage {
  path(): string
  body(email: string): unknown
  /** Of whoever is signed in to do it. */
  token?(): string
  known?: boolean
}

const authPages: Record<string, MailPage> = {
  'a password that was forgotten': { path: () => '/api/auth/password/forgot', body: email => ({ email }), known: true },
  'a clinic that registers': {
    path: () => '/api/auth/register',
    body: email => ({
      clinic: { name: 'Klinik Baru', timezone: 'Asia/Jakarta', country: 'ID', currency: 'IDR', locale: 'en' },
      owner: { name: 'Rina Wijaya', email },
    }),
  },
  'a patient who registers on the page of a clinic': {
    path: () => `/api/public/clinic-${fixture.canary}/register`,
    body: email => ({ name: 'Somebody', email }),
  },
  'an invitation': {
    path: () => '/api/auth/invitations',
    body: email => ({ email, name: 'Somebody', roles: ['nurse'] }),
    token: () => fixture.people.owner.token,
  },
}

async function send(page: MailPage, email: string, headers: Record<string, string>) {
  const authorization: Record<string, string> = page.token ? { authorization: `Bearer ${page.token()}` } : {}
  return sendRaw(app.url, {
    method: 'POST',
    path: page.path(),
    body: JSON.stringify(page.body(email)),
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': anAddress(), ...authorization, ...headers },
  })
}

/** The hosts of all links of the mail that this request caused; none where it was refused. */
async function hostsOf(page: MailPage, headers: Record<string, string>): Promise<string[]> {
  const clinicId = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, clinicId)
  const email = page.known ? (await anAccount(app, [{ clinicId, roles: ['nurse'] }])).email : anEmail()
  const { status } = await send(page, email, headers)
  if (status >= 300) return []
  const { text, html } = await mailTo(app, email)
  return [...`${text}\n${html}`.matchAll(/https?:\/\/([^/\s"<]+)/g)].map(([, host = '']) => host)
}

describe.each(Object.entries(authPages))('%s', (_, page) => {
  test('is mailed a link to where the system runs', async () => {
    const hosts = new Set(await hostsOf(page, {}))
    expect([...hosts]).toEqual([expect.stringMatching(/^(?:localhost|127\.0\.0\.1)(?::\d+)?$/)])
  })

  test('is never mailed a link to the host that the request named', async () => {
    expect(await hostsOf(page, { host: evil })).not.toContain(evil)
  })

  test('nor to one that a proxy is said to have forwarded', async () => {
    const forwarded = { 'x-forwarded-host': evil, 'x-original-host': evil, forwarded: `host=${evil}` }
    expect(await hostsOf(page, forwarded)).not.toContain(evil)
  })
})
