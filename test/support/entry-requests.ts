import { aKnownClinic } from './accounts.ts'
import type { ClinicFixture } from './clinic-fixture.ts'
import type { App, Person, Reply } from './harness.ts'
import { mailTo } from './mails.ts'

/**
 * People of another clinic who enter a fixture: what no request of a member tells. One comes in by a code and one by the mail of the
 * public page; one finds the code used; one asks for a clinic that is not theirs; one uses a key in both; a patient leaves the portal; and a member goes on with a token
 * of before the switch.
 *
 * @returns each step's answer.
 */
export async function requestEntry(
  app: App,
  fixture: ClinicFixture,
  elsewhere: ClinicFixture,
): Promise<[step: string, reply: Reply][]> {
  const db = app.database('gateway')
  const { receptionist, nurse, doctor } = elsewhere.people
  const portal = { name: fixture.canary, roles: ['patient'], patientId: fixture.own.patient, relation: 'self' }
  const { code } = (await fixture.people.receptionist.ask('POST', '/api/auth/invitations', portal)).body
  const steps: [string, Reply][] = []
  const step = async (name: string, asked: Promise<Reply>) => steps.push([name, await asked])

  // Who was shut out of a third clinic is not shut out of this one.
  const third = `cln-${crypto.randomUUID()}`
  await aKnownClinic(app, third)
  const join = db.prepare(
    `INSERT INTO membership (id, clinic_id, account_id, roles, disabled_at, version, created_at, updated_at) VALUES (?, ?, ?, '["nurse"]', ?, ?, 0, 0)`,
  )
  const joins = (clinicId: string, { claims: { sub, mv } }: Person, disabledAt: number | null) =>
    join.bind(`mbr-${crypto.randomUUID()}`, clinicId, sub, disabledAt, mv)
  await db.batch([joins(third, receptionist, 1), joins(third, nurse, 1)])
  const accept = (person: Person) => person.ask('POST', '/api/auth/invitations/accept', { token: code })
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => accept(i % 2 ? receptionist : nurse)))
  const [won, lost] = all.toSorted((a, b) => a.status - b.status)
  const codes = [...new Set(all.map(({ body }) => String(body.code)))].sort()
  // Either of them may be the one.
  if (won && lost) steps.push(['by a code', { ...won, body: {} }], ['beside others', { ...lost, body: codes }])
  await step('by a used code', accept(nurse))
  await step('by switching', doctor.ask('POST', '/api/auth/switch', { clinicId: fixture.clinicId }))

  const known = await db
    .prepare('SELECT email FROM account WHERE id = ?')
    .bind(doctor.claims.sub)
    .first<{ email: string }>()
  const email = known?.email ?? ''
  const told = { name: `New ${fixture.canary}`, email }
  await post(app, `/api/public/clinic-${fixture.canary}/register`, told)
  const { token } = await mailTo(app, email)
  await step('by mail', post(app, '/api/auth/confirm', { token }))

  // A key is its account's in one clinic: what was made with it in another is no answer where this one refuses.
  const here = fixture.people.owner
  const there = await app.aClinic({ clinicId: elsewhere.clinicId }).as('owner', { sub: here.claims.sub })
  const room = { number: 'Taken', type: 'Test', price: { amount: 100, currency: 'USD' } }
  const key = { 'idempotency-key': crypto.randomUUID() }
  await here.ask('POST', '/api/rooms', room)
  await there.ask('POST', '/api/rooms', room, key)
  await step('by a key of another clinic', here.ask('POST', '/api/rooms', room, key))

  const leaving = await db
    .prepare('SELECT id, version FROM membership WHERE clinic_id = ? AND account_id = ?')
    .bind(fixture.clinicId, fixture.people.patient.claims.sub)
    .first<{ id: string; version: number }>()
  const match = { 'if-match': `"${leaving?.version}"` }
  await step('who leaves', here.ask('DELETE', `/api/members/${leaving?.id}`, undefined, match))

  const switched = fixture.people.owner
  await db.prepare('UPDATE session SET clinic_id = ? WHERE id = ?').bind(elsewhere.clinicId, switched.claims.sid).run()
  await step('after a switch', switched.ask('POST', '/api/staff', { name: 'Someone', profession: 'other' }))
  return steps
}

const post = (app: App, path: string, body: unknown) =>
  app.send('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
