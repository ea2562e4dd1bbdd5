import { afterAll, beforeAll, expect, test } from 'vitest'
import { anEmail, aPassword, authPagesOf } from '../support/auth-pages.ts'
import { must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { mailTo } from '../support/mails.ts'

/** A founding that breaks off between identity and staff: nothing is lost, nothing is made twice. */

interface Front {
  become(mode: 'hung' | 'throwing' | 'garbled' | 'well'): Promise<void>
}

let app: App
let authPages: ReturnType<typeof authPagesOf>
let staff: Front
beforeAll(async () => {
  app = await startApp({
    extra: [{ configPath: 'test/faults/staff.toml' }],
    overrides: { gateway: { STAFF: 'front-staff' } },
  })
  authPages = authPagesOf(app)
  staff = (await app.harness.getWorker('front-staff').getExport()) as unknown as Front
})
afterAll(() => app.close())

async function brokenOff() {
  const [email, password] = [anEmail(), aPassword()]
  await staff.become('well')
  must(await authPages.register(email), 202)
  const { token } = await mailTo(app, email)
  await staff.become('throwing')
  expect(await authPages.confirm(token, password)).toMatchObject({
    status: 503,
    body: { code: 'unavailable' },
  })
  // Identity has the clinic, which nobody can enter before staff has it too.
  expect((await authPages.signIn(email, password)).status).toBe(401)
  const db = app.database('gateway')
  const clinic = await db
    .prepare(`SELECT c.id, c.status FROM clinic c JOIN registration r ON r.clinic_id = c.id WHERE r.email = ?`)
    .bind(email)
    .first<{ id: string; status: string }>()
  expect(clinic?.status).toBe('creating')
  await staff.become('well')
  return { email, password, token, clinicId: clinic?.id ?? '', db }
}

test('confirming again finishes it, with the same clinic and account', async () => {
  const { email, password, token, clinicId } = await brokenOff()
  const confirmed = must(await authPages.confirm(token), 201)
  expect(confirmed.membership.clinicId).toBe(clinicId)
  expect((await authPages.ask(confirmed.accessToken, 'GET', '/api/clinic')).body.id).toBe(clinicId)
  expect((await authPages.signIn(email, password)).body.account.id).toBe(confirmed.account.id)
  expect((await authPages.confirm(token)).status).toBe(422)
})

test('where nobody comes back, the sweep finishes it', async () => {
  const { email, password, clinicId, db } = await brokenOff()
  await db.prepare('UPDATE clinic SET created_at = created_at - 60001 WHERE id = ?').bind(clinicId).run()
  await app.harness.getWorker('gateway').scheduled({ cron: '* * * * *' })
  const { membership } = must(await authPages.signIn(email, password))
  expect(membership.clinicId).toBe(clinicId)
})
