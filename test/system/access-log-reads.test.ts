import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aKnownClinic, anAccount } from '../support/accounts.ts'
import { aClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, type Person, type Reply, startApp } from '../support/harness.ts'

/** What the access log of a clinic answers to its owner, and to a patient. */

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const json = { 'content-type': 'application/json' }
const someone = { name: { given: 'Someone' }, sex: 'other' }

async function aClinic() {
  const clinic = app.aClinic({ timezone: 'UTC' })
  const [owner, doctor] = [await clinic.as('owner'), await clinic.as('doctor')]
  const register = async () => must(await doctor.ask('POST', '/api/patients', someone)).id as string
  return { ...clinic, owner, doctor, register }
}

async function entriesOf(owner: Person, query = ''): Promise<Reply['body']> {
  return must(await owner.ask('GET', `/api/access-log?limit=100${query}`)).items
}

test('five hundred requests at once leave a chain without gap or fork', async () => {
  const { owner, doctor } = await aClinic()
  const ids = Array.from({ length: 500 }, (_, i) => `pat-nobody-${i}`)
  const replies = await Promise.all(ids.map(id => doctor.ask('GET', `/api/patients/${id}`)))
  expect(new Set(replies.map(one => one.status))).toEqual(new Set([404]))
  expect((await owner.ask('GET', '/api/access-log/verify')).body).toMatchObject({ ok: true, entries: 500 })
  const sequences: number[] = []
  const named = new Set<string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Reply['body'] = must(
      await owner.ask('GET', `/api/access-log?action=patient.read&limit=100${cursor && `&cursor=${cursor}`}`),
    )
    for (const one of page.items) {
      sequences.push(one.sequence)
      named.add(one.object)
      // Nobody has these ids, so the entries name what was asked for and no patient.
      expect(one.patientIds).toEqual([])
    }
    cursor = page.nextCursor
  }
  expect(sequences.sort((a, b) => a - b)).toEqual(ids.map((_, i) => i + 1))
  expect(named).toEqual(new Set(ids))
})

describe('whoever has an answer already', () => {
  const show = (tag: string | null) => ({ 'if-none-match': tag ?? '' })

  test('is told so, and leaves nothing', async () => {
    const { owner, doctor } = await aClinic()
    // A search that found nobody is an entry each time, so that what 304 leaves is seen.
    const search = (headers?: Record<string, string>) => doctor.ask('GET', '/api/patients?q=nobody', undefined, headers)
    const looks = async () => (await entriesOf(owner, '&action=patient.search')).length
    const first = await search()
    expect(await looks()).toBe(1)
    const again = await search(show(first.headers.get('etag')))
    expect([again.status, again.body]).toEqual([304, ''])
    expect(await looks()).toBe(1)
    await search()
    expect(await looks()).toBe(2)
  })

  test('is answered in full once there is more, and by a tag that is another account’s or address’s', async () => {
    const { as, owner, doctor, register } = await aClinic()
    await register()
    const list = await doctor.ask('GET', '/api/patients')
    const tag = list.headers.get('etag')
    expect(tag).toMatch(/^"t-/)
    const other = await (await as('doctor')).ask('GET', '/api/patients', undefined, show(tag))
    expect([other.status, other.body.items.length]).toEqual([200, 1])
    const elsewhere = await doctor.ask('GET', '/api/patients?limit=99', undefined, show(tag))
    expect(elsewhere.status).toBe(200)
    await register()
    const more = await doctor.ask('GET', '/api/patients', undefined, show(tag))
    expect([more.status, more.body.items.length]).toEqual([200, 2])
    // The second look of the other doctor is in the log: whoever was shown nothing before cannot hide that it looks.
    const looks =
      (await entriesOf(owner, '&action=patient.search')).length +
      (await entriesOf(owner, '&action=patient.list')).length
    expect(looks).toBeGreaterThanOrEqual(2)
  })

  test('a version is no such tag: it could be guessed', async () => {
    const { doctor, register } = await aClinic()
    const id = await register()
    for (const tag of ['"1"', '*', 'W/"1"']) {
      expect((await doctor.ask('GET', `/api/patients/${id}`, undefined, show(tag))).status).toBe(200)
    }
  })
})

test('who works here and is a patient, too, reads who opened the own record and nobody else’s', async () => {
  const { as, register } = await aClinic()
  const [mine, other] = [await register(), await register()]
  for (const role of ['receptionist', 'nurse', 'doctor'] as const) {
    const both = await as([role, 'patient'], { patients: [mine] })
    for (const path of ['access-log', 'access-log/days']) {
      must(await both.ask('GET', `/api/patients/${mine}/${path}`))
      expect((await both.ask('GET', `/api/patients/${other}/${path}`)).status, `${role} ${path}`).toBe(404)
    }
  }
})

describe('a patient', () => {
  test('sees who opened the record, when, in what role and with what outcome, and nothing of others', async () => {
    const { as, doctor, owner, register } = await aClinic()
    const [mine, other] = [await register(), await register()]
    await doctor.ask('GET', `/api/patients/${mine}`)
    await (await as('receptionist')).ask('GET', `/api/patients/${mine}/timeline`)
    await doctor.ask('GET', `/api/patients/${other}`)
    await doctor.ask('GET', '/api/patients')
    const patient = await as('patient', { patients: [mine] })
    const { items } = must(await patient.ask('GET', `/api/patients/${mine}/access-log`))
    expect(items.map((one: { action: string; outcome: string }) => [one.action, one.outcome])).toEqual([
      ['patient.search', 'ok'],
      ['timeline.read', 'forbidden'],
      ['patient.read', 'ok'],
      ['patient.register', 'ok'],
    ])
    expect(items[0]).toMatchObject({ by: { id: doctor.claims.sub, name: doctor.claims.name }, roles: ['doctor'] })
    expect(Date.parse(items[0].at)).toBeGreaterThan(Date.now() - 60_000)
    expect(JSON.stringify(items)).not.toContain(other)
    expect((await patient.ask('GET', `/api/patients/${other}/access-log`)).status).toBe(404)
    expect((await owner.ask('GET', '/api/patients/pat-nobody/access-log')).status).toBe(404)
    // Having looked is in it, too.
    const again = must(await owner.ask('GET', `/api/patients/${mine}/access-log?limit=1`))
    expect(again.items[0]).toMatchObject({ by: { id: patient.claims.sub }, action: 'patient.access_log' })
    expect(again.nextCursor).toBeTypeOf('string')
  })

  test('sees for whom a guardian acted', async () => {
    const { as, owner, register } = await aClinic()
    const [adult, child] = [await register(), await register()]
    const parent = await as('patient', { patients: [adult, child], guardianOf: [child] })
    must(await parent.ask('GET', `/api/patients/${adult}`))
    must(await parent.ask('GET', `/api/patients/${child}`))
    must(await parent.ask('PATCH', `/api/patients/${child}`, { phone: '555 0102' }, { 'if-match': '"1"' }))
    const [write, ofChild, ofAdult] = await entriesOf(owner, `&accountId=${parent.claims.sub}`)
    expect(write).toMatchObject({ action: 'patient.change', for: [child], patientIds: [child] })
    expect(ofChild).toMatchObject({ action: 'patient.read', for: [child] })
    expect(ofAdult.for).toBeUndefined()
    const { items } = must(await owner.ask('GET', `/api/patients/${child}/access-log?limit=2`))
    expect(items.map((one: { for?: true }) => one.for)).toEqual([true, true])
  })
})

test('a patient sees who was refused a visit or an encounter, and whoever was refused learns nothing of it', async () => {
  const fixture = await aClinicFixture(app)
  const { people, own, other } = fixture
  const stranger = (await aClinicFixture(app)).people.doctor
  const paths = [`/api/appointments/${other.appointment}`, `/api/encounters/${other.encounter}`]
  for (const path of [...paths, `/api/encounters/${other.encounter}/notes/not-nobody`]) {
    const reply = await people.patient.ask(
      path.includes('notes') ? 'PATCH' : 'GET',
      path,
      ...(path.includes('notes') ? [{ text: 'x' }, { 'if-match': '"1"' }] : []),
    )
    expect([path, reply.status]).toEqual([path, path.includes('notes') ? 403 : 404])
    expect(JSON.stringify([reply.body, [...reply.headers]])).not.toContain(other.patient)
    // Another clinic's id names nobody, there or here.
    expect((await stranger.ask('GET', paths[0] ?? '')).status).toBe(404)
  }
  const seen = async (patientId: string) =>
    must(await people.owner.ask('GET', `/api/patients/${patientId}/access-log?limit=100`)).items.filter(
      (one: { outcome: string; by: { id: string } }) => one.outcome !== 'ok',
    )
  expect(
    (await seen(other.patient)).map((one: { action: string; outcome: string }) => [one.action, one.outcome]),
  ).toEqual([
    ['note.change', 'forbidden'],
    ['encounter.read', 'not_found'],
    ['appointment.read', 'not_found'],
  ])
  expect(await seen(own.patient)).toEqual([])
  const theirs = await entriesOf(
    await app.aClinic({ clinicId: stranger.claims.clinicId }).as('owner'),
    '&outcome=not_found',
  )
  expect(theirs).toHaveLength(3)
  for (const entry of theirs) expect(entry).toMatchObject({ object: other.appointment, patientIds: [] })
})

test('whose guardian an account is stands in its token', async () => {
  const { clinicId, register } = await aClinic()
  await aKnownClinic(app, clinicId)
  const [adult, child] = [await register(), await register()]
  const patients = [
    { patientId: adult, relation: 'self' as const },
    { patientId: child, relation: 'guardian' as const },
  ]
  const { email, password } = await anAccount(app, [{ clinicId, roles: ['patient'], patients }])
  const reply = await app.send('POST', '/api/auth/login', {
    body: JSON.stringify({ email, password }),
    headers: json,
  })
  const claims = JSON.parse(Buffer.from(must(reply).accessToken.split('.')[1], 'base64url').toString())
  expect(claims).toMatchObject({ patients: [adult, child], guardianOf: [child] })
})

test('filters narrow it, alone and together, and pages neither lose nor repeat', async () => {
  const { as, owner, doctor, register } = await aClinic()
  const nurse = await as('nurse')
  const patient = await register()
  for (const person of [doctor, nurse, owner]) await person.ask('GET', `/api/patients/${patient}/timeline`)
  await nurse.ask('GET', '/api/patients/pat-nobody')
  const count = async (query: string) => (await entriesOf(owner, query)).length
  expect(await count(`&accountId=${nurse.claims.sub}`)).toBe(2)
  expect(await count('&outcome=forbidden,not_found')).toBe(2)
  expect(await count('&outcome=not_found')).toBe(1)
  expect(await count(`&patientId=${patient}&outcome=ok&action=timeline.read`)).toBe(2)
  expect(await count('&from=2031-01-01')).toBe(0)
  expect(await count('&to=2020-01-01T00:00:00Z')).toBe(0)
  expect(
    await count(`&from=${new Date(Date.now() - 600_000).toISOString()}&patientId=${patient}&accountId=nobody`),
  ).toBe(0)

  const whole = (await entriesOf(owner, '&to=2100-01-01')).map((one: { sequence: number }) => one.sequence)
  const paged: number[] = []
  for (let cursor: string | null = ''; cursor !== null && paged.length < whole.length; ) {
    const page: Reply['body'] = must(
      await owner.ask('GET', `/api/access-log?limit=2${cursor && `&cursor=${cursor}`}&to=2100-01-01`),
    )
    paged.push(...page.items.map((one: { sequence: number }) => one.sequence))
    cursor = page.nextCursor
  }
  expect(paged).toEqual(whole)
  expect((await owner.ask('GET', '/api/access-log?cursor=abc')).body).toMatchObject({ code: 'invalid_request' })
  expect((await owner.ask('GET', '/api/access-log?who=me')).status).toBe(400)
})

test('as CSV it opens in a spreadsheet, and does nothing there', async () => {
  const { as, owner, register } = await aClinic()
  const patient = await register()
  const trickster = await as('nurse', { name: '=HYPERLINK("https://example.test"), or so' })
  await trickster.ask('GET', `/api/patients/${patient}`)
  const reply = await owner.ask('GET', `/api/access-log/csv?accountId=${trickster.claims.sub}`)
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="access-log.csv"')
  const lines = String(reply.body).trimEnd().split('\r\n')
  expect(lines[0]).toBe(
    'sequence,at,account,name,roles,for,action,object,patients,outcome,request,times,unnamed,under,reason',
  )
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`,"'=HYPERLINK(""https://example.test""), or so",nurse,,patient.read,`)
  const [exported] = await entriesOf(owner, '&action=access_log.export')
  expect(exported).toMatchObject({ account: { id: owner.claims.sub }, patientIds: [], outcome: 'ok' })
})

test("another clinic's log is its own", async () => {
  const [here, there] = [await aClinic(), await aClinic()]
  const patient = await there.register()
  await here.doctor.ask('GET', `/api/patients/${patient}`)
  expect(await entriesOf(there.owner, `&patientId=${patient}&outcome=not_found`)).toEqual([])
  const [tried] = await entriesOf(here.owner, '&outcome=not_found')
  expect(tried).toMatchObject({ object: patient, patientIds: [], account: { id: here.doctor.claims.sub } })
})

test('the table of entries takes nothing but new ones', async () => {
  const { clinicId, owner, register } = await aClinic()
  await register()
  const log = await app.harness.getWorker('gateway').getDurableObjectStorage('AccessLog', { name: clinicId })
  for (const statement of [
    "UPDATE entry SET outcome = 'ok'",
    'DELETE FROM entry',
    'INSERT OR REPLACE INTO entry SELECT * FROM entry',
    "INSERT OR REPLACE INTO entry SELECT 99, at, request_id, account_id, 'x', roles, acts_for, action, object_id, patient_ids, outcome, part, unnamed, times, under, reason, previous, hash FROM entry",
    "UPDATE entry_patient SET patient_id = 'pat-x'",
    'DELETE FROM entry_patient',
  ]) {
    await expect(log.exec(statement), statement).rejects.toThrow(/append_only/)
  }
  expect((await owner.ask('GET', '/api/access-log/verify')).body).toMatchObject({ ok: true, entries: 1, young: 1 })
})

test('events of signing in are in the log of every clinic of the account, those of hasUnknownContacts in no clinic', async () => {
  const [one, two] = [await aClinic(), await aClinic()]
  for (const { clinicId } of [one, two]) await aKnownClinic(app, clinicId)
  const { email, accountId } = await anAccount(app, [
    { clinicId: one.clinicId, roles: ['nurse'] },
    { clinicId: two.clinicId, roles: ['doctor'] },
  ])
  const forgot = (address: string) =>
    app.send('POST', '/api/auth/password/forgot', { body: JSON.stringify({ email: address }), headers: json })
  const known = await forgot(email)
  expect(known.status).toBe(202)
  for (const { owner } of [one, two]) {
    expect(await entriesOf(owner, '&action=password_forgotten')).toEqual([
      expect.objectContaining({
        requestId: known.headers.get('x-request-id'),
        account: { id: accountId, name: expect.any(String) },
        roles: [],
        patientIds: [],
        outcome: 'ok',
      }),
    ])
  }
  const stranger = `${crypto.randomUUID()}@example.test`
  const unknown = await forgot(stranger)
  expect(unknown.status).toBe(202)
  const row = await app
    .database('gateway')
    .prepare('SELECT * FROM unknown_sign_in WHERE request_id = ?')
    .bind(unknown.headers.get('x-request-id'))
    .first<Record<string, unknown>>()
  expect(row).toMatchObject({ event: 'password_forgotten', outcome: 'ok', account_id: null })
  expect(row?.address_hash).toMatch(/^[\w-]{43}$/)
  expect(JSON.stringify(row)).not.toContain(stranger)
})
