import { expect } from 'vitest'
import { type Account, aKnownClinic, anAccount } from './accounts.ts'
import { anEmail, aPassword, authPagesOf } from './auth-pages.ts'
import { type ClinicFixture, must } from './clinic-fixture.ts'
import type { App, Person, Reply } from './harness.ts'
import { mailTo } from './mails.ts'

/** People who come to stand for a patient, by mail or by a printed code, and what they can then read. */

export type Asker = Pick<Person, 'ask'>
export type Relation = 'self' | 'guardian' | 'carer'

/** A patient with a signed note and an observation. */
export interface Chart {
  patientId: string
  encounterId: string
  observationId: string
}

export const hours = 3_600_000
const days = 24 * hours

export function relationsOf(app: App, fixture: ClinicFixture) {
  const authPages = authPagesOf(app)
  const { doctor, nurse, receptionist } = fixture.people

  const bearing = (accessToken: string): Asker => ({
    ask: (method, path, body, headers) => authPages.ask(accessToken, method, path, body, headers),
  })

  /** @param more of the patient: `email` is one that the clinic has known for a month. */
  async function aChart(more: { email?: string; birthDate?: string } = {}): Promise<Chart> {
    const person = { name: { given: 'Kartika' }, sex: 'female', ...more }
    const patientId: string = must(await receptionist.ask('POST', '/api/patients', person)).id
    await app
      .database('patient')
      .prepare('UPDATE patient SET created_at = created_at - ?, updated_at = updated_at - ? WHERE id = ?')
      .bind(30 * days, 30 * days, patientId)
      .run()
    const { id: encounterId, version } = must(await doctor.ask('POST', '/api/encounters', { patientId }))
    const note = { subjective: 'a cough' }
    must(await doctor.ask('PATCH', `/api/encounters/${encounterId}`, note, { 'if-match': `"${version}"` }))
    const observedAt = new Date(Date.now() - 1_000).toISOString()
    const pulse = { patientId, encounterId, code: '8867-4', value: 72, unit: '/min', observedAt }
    const { id: observationId } = must(await nurse.ask('POST', '/api/observations', pulse))
    must(await doctor.ask('POST', `/api/encounters/${encounterId}/sign`))
    return { patientId, encounterId, observationId }
  }

  /** Somebody with roles in the clinic who has signed in with a password. */
  async function aMember(...roles: ('owner' | 'doctor' | 'nurse' | 'receptionist')[]) {
    const account = await anAccount(app, [{ clinicId: fixture.clinicId, roles }])
    const { accessToken } = must(await authPages.signIn(account.email, account.password))
    return { ...account, ...bearing(accessToken), accessToken: accessToken as string }
  }

  /** Somebody who has an account, in another clinic. */
  async function anOutsider() {
    const { clinicId } = app.aClinic()
    await aKnownClinic(app, clinicId)
    return anAccount(app, [{ clinicId, roles: ['patient'] }])
  }

  /** The token of this account once it belongs to another clinic, too: without any it could not sign in. */
  async function anotherClinicOf({ accountId, email, password }: Account): Promise<string> {
    const { clinicId } = app.aClinic()
    await aKnownClinic(app, clinicId)
    await app
      .database('gateway')
      .prepare(
        `INSERT INTO membership (id, clinic_id, account_id, roles, created_at, updated_at) VALUES (?, ?, ?, '["patient"]', 0, 0)`,
      )
      .bind(`mbr-${crypto.randomUUID()}`, clinicId, accountId)
      .run()
    return must(await authPages.signIn(email, password)).accessToken
  }

  /** Somebody whose relation is older than the rule that new ones wait. */
  async function aRelationOfBefore({ patientId }: Chart, relation: Relation = 'self') {
    const patients = [{ patientId, relation }]
    const account = await anAccount(app, [{ clinicId: fixture.clinicId, roles: ['patient'], patients }])
    const again = async () => bearing(must(await authPages.signIn(account.email, account.password)).accessToken)
    return { ...(await again()), again, email: account.email }
  }

  const invitation = (patientId: string, relation: Relation, name = 'Somebody') => ({
    name,
    roles: ['patient'],
    patientId,
    relation,
  })

  /** Invites this address, and whoever has the mail accepts: with a new account, or signed in as the one that she is. */
  async function invited(
    { patientId }: Chart,
    relation: Relation,
    { by = receptionist, email = anEmail(), as, name }: { by?: Asker; email?: string; as?: string; name?: string } = {},
  ): Promise<Asker> {
    must(await by.ask('POST', '/api/auth/invitations', { ...invitation(patientId, relation, name), email }))
    const { token } = await mailTo(app, email)
    const accepted = as
      ? await authPages.post('/api/auth/invitations/accept', { token }, { authorization: `Bearer ${as}` })
      : await authPages.post('/api/auth/invitations/accept', { token, password: aPassword() })
    return bearing(must(accepted, 201).accessToken)
  }

  /** The same by a code on paper, which whoever is signed in types. */
  async function printed({ patientId }: Chart, relation: Relation, as: string): Promise<Asker> {
    const { code } = must(await receptionist.ask('POST', '/api/auth/invitations', invitation(patientId, relation)))
    const headers = { authorization: `Bearer ${as}` }
    return bearing(
      must(await authPages.post('/api/auth/invitations/accept', { token: code }, headers), 201).accessToken,
    )
  }

  /** Whether this person can read what was written and measured. */
  async function record(reader: Asker, { encounterId, observationId }: Chart): Promise<'open' | 'closed'> {
    const paths = [`/api/encounters/${encounterId}`, `/api/observations/${observationId}`]
    const statuses = await Promise.all(paths.map(async path => (await reader.ask('GET', path)).status))
    if (statuses.includes(200)) return 'open'
    if (statuses.every(one => one === 403 || one === 404)) return 'closed'
    throw new Error(`neither read nor refused: ${statuses}`)
  }

  /** Let so many milliseconds have passed since the relations of this patient began. */
  async function pass({ patientId }: Chart, milliseconds: number): Promise<void> {
    await app
      .database('gateway')
      .prepare('UPDATE stands_for SET created_at = created_at - ? WHERE patient_id = ?')
      .bind(milliseconds, patientId)
      .run()
  }

  /** The relations of one patient, as this person sees them. */
  async function listed(asker: Asker, { patientId }: Chart): Promise<Reply['body'][]> {
    const reply = await asker.ask('GET', `/api/patients/${patientId}/relations`)
    expect(reply.status, 'relations of a patient').toBe(200)
    return reply.body.items
  }

  /** The one relation of this patient that has not ended. */
  async function theRelation(chart: Chart): Promise<string> {
    const found = (await listed(fixture.people.owner, chart)).filter(one => one.status !== 'ended')
    expect(found).toHaveLength(1)
    return found[0].id
  }

  const approve = (by: Asker, id: string) => by.ask('POST', `/api/relations/${id}/approve`, {})
  const end = (by: Asker, id: string) => by.ask('POST', `/api/relations/${id}/end`, { reason: 'asked for it' })

  return {
    authPages,
    bearing,
    aChart,
    aMember,
    anOutsider,
    anotherClinicOf,
    aRelationOfBefore,
    invited,
    printed,
    record,
    pass,
    listed,
    theRelation,
    approve,
    end,
  }
}
