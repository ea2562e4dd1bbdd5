import { aClinicFixture, type ClinicFixture, must } from '../../test/support/clinic-fixture.ts'
import { addForeignRows } from '../../test/support/foreign-rows.ts'
import type { App, Person } from '../../test/support/harness.ts'
import { relationsOf } from '../../test/support/relations.ts'
import { wakeIn } from '../../test/support/tenant-diff.ts'
import { system } from '../../workers/shared/actor.ts'

/**
 * What the transcript does not ask, because it changes who may ask: records that are restricted, opened with a reason, merged and split; members
 * who leave; and what Workers ask each other for the lists of approvals and of unusual reading.
 */

interface Prepared {
  /** Restricted and merged with `joined`; restricted and opened with a reason. */
  merged: string
  joined: string
  opened: string
  /** The same, of which the clinic's own tables will hold nothing any more: what stands there then is another clinic's. */
  theirs: string
  /** With an earlier e-mail address. */
  moved: string
  inviter: string
  printed: string
}

async function prepare(app: App, fixture: ClinicFixture): Promise<Prepared> {
  const { owner, doctor, nurse, receptionist } = fixture.people
  const relations = relationsOf(app, fixture)
  const charts = []
  for (let n = 0; n < 4; n++) charts.push(await relations.aChart())
  const [merged = '', opened = '', moved = '', joined = ''] = charts.map(({ patientId }) => patientId)
  if (charts[3]) await relations.aRelationOfBefore(charts[3])
  const theirs: string = must(
    await receptionist.ask('POST', '/api/patients', { name: { given: 'Sari' }, sex: 'female' }),
  ).id
  const other = await relations.aMember('doctor')
  const { id, version } = must(await other.ask('POST', '/api/encounters', { patientId: theirs }))
  must(await other.ask('PATCH', `/api/encounters/${id}`, { plan: 'rest' }, { 'if-match': `"${version}"` }))
  const address = { email: `${crypto.randomUUID()}@example.test` }
  must(await receptionist.ask('PATCH', `/api/patients/${moved}`, address, { 'if-match': '"1"' }))
  must(await receptionist.ask('PATCH', `/api/patients/${moved}`, { email: 'new@example.test' }, { 'if-match': '"2"' }))
  const blocked = [fixture.everyone.claims.sub]
  for (const [id, body] of [
    [theirs, { blocked }],
    [merged, { blocked }],
    [opened, {}],
  ] as const) {
    must(await doctor.ask('PUT', `/api/patients/${id}/restriction`, { reason: 'a known face', ...body }))
  }
  for (const id of [theirs, opened]) {
    for (const person of [nurse, doctor])
      must(await person.ask('POST', `/api/patients/${id}/access`, { reason: 'unconscious' }))
  }
  const { version: ofClinic } = must(await owner.ask('GET', '/api/clinic'))
  const policies = { askReason: 'unrelated' }
  must(await owner.ask('PATCH', '/api/clinic', { policies }, { 'if-match': `"${ofClinic}"` }))
  must(await receptionist.ask('POST', '/api/appointments/walk-in', { patientId: moved, staffId: fixture.own.staff }))
  const numbered = { name: { given: 'Numbered' }, sex: 'other', identifiers: [{ type: 'passport', value: passport }] }
  must(await receptionist.ask('POST', '/api/patients', numbered))
  must(await receptionist.ask('POST', `/api/patients/${joined}/merge`, { intoId: merged }))
  const inviting = await app.aClinic({ clinicId: fixture.clinicId }).as('receptionist')
  const invitation = (patientId: string) => ({ name: 'Somebody', roles: ['patient'], patientId, relation: 'carer' })
  must(await inviting.ask('POST', '/api/auth/invitations', { ...invitation(moved), email: 'carer@example.test' }))
  const { id: printed, code } = must(await receptionist.ask('POST', '/api/auth/invitations', invitation(moved)))
  const claim = { code, email: 'claimed@example.test', password: 'another good and long one' }
  must(await relations.authPages.post('/api/auth/invitations/accept', claim))
  const { items } = must(await owner.ask('GET', '/api/members?limit=100'))
  const inviter = items.find((one: { account: { id: string } }) => one.account.id === inviting.claims.sub).id
  return { merged, joined, opened, theirs, moved, inviter, printed }
}

const passport = 'X1234567'

type Verbs = Record<string, (actor: unknown, input: unknown) => Promise<unknown>>

/** What only the other clinics' rows say of `theirs`, and of an earlier address, from now on. */
async function leaveToOthers(app: App, clinicId: string, { theirs, moved }: Prepared): Promise<void> {
  const [record, patient] = [app.database('record'), app.database('patient')]
  const run = (db: typeof record, sql: string, ...values: string[]) =>
    db
      .prepare(sql)
      .bind(...values)
      .run()
  // Each clinic's own restriction covers its own rows.
  await run(
    record,
    `UPDATE restricted_patient SET restriction_id = (SELECT x.id FROM restriction x WHERE x.clinic_id = restricted_patient.clinic_id
      AND x.patient_id = restricted_patient.patient_id) WHERE clinic_id <> ? AND patient_id = ?`,
    clinicId,
    theirs,
  )
  for (const table of ['restricted_patient', 'restriction', 'opened_record']) {
    await run(record, `DELETE FROM ${table} WHERE clinic_id = ? AND patient_id = ?`, clinicId, theirs)
  }
  await run(record, `UPDATE asking_policy SET ask_reason = 'unrelated' WHERE clinic_id <> ?`, clinicId)
  await run(patient, 'DELETE FROM earlier_email WHERE clinic_id = ? AND patient_id = ?', clinicId, moved)
}

/** Everything above, asked by the people of one clinic for its own objects and for another's, while a mutant is awake. */
export async function askRestrictedDay(app: App, wake: string): Promise<void> {
  const [fixture, elsewhere] = [await aClinicFixture(app), await aClinicFixture(app)]
  const all = [await prepare(app, elsewhere), await prepare(app, fixture)]
  const [, mine] = all
  // Of several clinics: which of two rows comes first is decided by their ids.
  const byDoctor = { recorded_by_id: fixture.people.doctor.claims.sub }
  const otherwise = { encounter: byDoctor, note: byDoctor }
  for (let n = 0; n < 3; n++) await addForeignRows(app, fixture, undefined, otherwise)
  if (mine) await leaveToOthers(app, fixture.clinicId, mine)
  const { owner, doctor, nurse, receptionist } = fixture.people
  const verbsOf = async (worker: string) => (await app.harness.getWorker(worker).getExport()) as unknown as Verbs
  const [patient, desk, record] = [await verbsOf('patient'), await verbsOf('appointment'), await verbsOf('record')]
  // Other clinics' words are to be seen here.
  app.canaries.clear()
  wakeIn(app, wake)
  const actor = { ...system(fixture.clinicId, Date.now(), 'test'), ...app.carried }
  const day = 86_400_000
  for (const { merged, joined, opened, theirs, moved, inviter, printed } of all) {
    const ids = [merged, joined, opened, theirs, moved]
    const look = async (person: Person) => {
      for (const id of ids) {
        await person.ask('GET', `/api/patients/${id}/restriction`)
        await person.ask('GET', `/api/patients/${id}/timeline`)
        await person.ask('GET', `/api/encounters?patientId=${id}`)
        await person.ask('GET', `/api/observations?patientId=${id}`)
      }
      for (const path of ['encounters', 'observations', 'encounters/unsigned']) await person.ask('GET', `/api/${path}`)
    }
    for (const askReason of ['never', 'unrelated']) {
      await app
        .database('record')
        .prepare('UPDATE asking_policy SET ask_reason = ? WHERE clinic_id = ?')
        .bind(askReason, fixture.clinicId)
        .run()
      for (const person of [doctor, nurse, fixture.everyone]) await look(person)
    }
    const taken = [{ type: 'passport', value: passport }]
    await receptionist.ask('POST', '/api/patients', { name: { given: 'Third' }, sex: 'other', identifiers: taken })
    const row = { name: { given: 'Fourth' }, sex: 'other', identifiers: taken }
    await owner.ask('POST', '/api/patients/import', {
      importId: `imp-${crypto.randomUUID()}`,
      source: 'x',
      rows: [row],
    })
    await nurse.ask('POST', `/api/patients/${opened}/access`, { reason: 'again' })
    await doctor.ask('PUT', `/api/patients/${opened}/restriction`, { reason: 'another', blocked: [nurse.claims.sub] })
    await doctor.ask('PUT', `/api/patients/${moved}/restriction`, { reason: 'a first' })
    await doctor.ask('PUT', `/api/patients/${theirs}/restriction`, { reason: 'a first' })
    await owner.ask('GET', '/api/access-log/unusual')
    await owner.ask('GET', '/api/relations?status=pending')
    await owner.ask('GET', `/api/patients/${moved}/relations`)
    await receptionist.ask('POST', `/api/auth/invitations/${printed}/resend`)
    await record['restriction.follow_links']?.(actor, ids)
    await desk['appointment.related']?.(actor, { ids: undefined })
    const visitors = [fixture.own.patient, elsewhere.own.patient]
    await desk['appointment.visited']?.(actor, { ids: visitors, from: Date.now() - day, to: Date.now() + 90 * day })
    await patient['patient.birth_dates']?.(actor, ids)
    await patient['patient.review_facts']?.(actor, ids)
    for (const patientId of ids) {
      await patient['patient.email_at']?.(actor, { patientId, at: Date.now() - 3_600_000 })
      await patient['patient.joined']?.(actor, patientId)
    }
    await receptionist.ask('POST', `/api/patients/${joined}/unmerge`)
    await doctor.ask('DELETE', `/api/patients/${opened}/restriction`, { reason: 'over' })
    await owner.ask('PATCH', `/api/members/${inviter}`, { roles: ['nurse'] }, { 'if-match': '"1"' })
  }
  wakeIn(app)
}
