import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../support/harness.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test('a receptionist registers a patient and a nurse reads it', async () => {
  const clinic = app.aClinic()
  const desk = await clinic.as('receptionist')
  const made = await desk.ask('POST', '/api/patients', { name: { given: 'Sari', family: 'Putri' }, sex: 'female' })
  expect(made.status).toBe(201)
  expect(made.headers.get('etag')).toBe('"1"')
  const read = await (await clinic.as('nurse')).ask('GET', `/api/patients/${made.body.id}`)
  expect(read.body).toEqual(made.body)
})

test('a change needs the version that was read', async () => {
  const desk = await app.aClinic().as('receptionist')
  const { body } = await desk.ask('POST', '/api/patients', { name: { given: 'Sari' }, sex: 'female', phone: '0812 1' })
  const path = `/api/patients/${body.id}`
  expect(await desk.ask('PATCH', path, { phone: null })).toMatchObject({
    status: 428,
    body: { code: 'if_match_required' },
  })
  const changed = await desk.ask('PATCH', path, { phone: null }, { 'if-match': '"1"' })
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).toBe('"2"')
  expect(changed.body.phone).toBeUndefined()
  expect(await desk.ask('PATCH', path, { phone: '0813' }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
    body: { code: 'stale' },
  })
})

test('an archived patient is found among the archived only', async () => {
  const desk = await app.aClinic().as('receptionist')
  const { body } = await desk.ask('POST', '/api/patients', { name: { given: 'Sukarno' }, sex: 'male' })
  expect(await desk.ask('POST', `/api/patients/${body.id}/archive`, undefined, { 'if-match': '"9"' })).toMatchObject({
    status: 412,
  })
  expect(await desk.ask('POST', `/api/patients/${body.id}/archive`)).toMatchObject({
    status: 200,
    body: { archived: true },
  })
  expect((await desk.ask('GET', '/api/patients?q=sukarno')).body).toEqual({ items: [], nextCursor: null })
  expect((await desk.ask('GET', '/api/patients?q=sukarno&archived=true')).body.items).toHaveLength(1)
  expect(await desk.ask('POST', `/api/patients/${body.id}/archive`)).toMatchObject({
    status: 409,
    body: { code: 'wrong_status', details: { status: 'archived' } },
  })
  expect(await desk.ask('POST', `/api/patients/${body.id}/restore`)).toMatchObject({ status: 200 })
})

test('a number that is taken answers 409 with whose it is', async () => {
  const desk = await app.aClinic().as('receptionist')
  const person = { name: { given: 'A' }, sex: 'other', nationalId: '999-76-5725' }
  const { body } = await desk.ask('POST', '/api/patients', person)
  expect(body.identifiers).toEqual([{ type: 'ssn', value: '999-76-5725' }])
  expect(await desk.ask('POST', '/api/patients', person)).toMatchObject({
    status: 409,
    body: { code: 'identifier_taken', details: { patientId: body.id, type: 'ssn' } },
  })
})

test.each([
  '🙂 emoji 👩‍👩‍👧',
  'محمد بن علي',
  '王小明',
  "O'Brien",
  'D’Arcy %_ "quoted" \\ <b>',
  'e\u0301 decomposed',
  '  spaces  ',
  '-- ; DROP TABLE patient',
  '=1+1',
])('%j reads back equal after NFC and trimming, and is found', async given => {
  const desk = await app.aClinic().as('receptionist')
  const { status, body } = await desk.ask('POST', '/api/patients', { name: { given }, sex: 'other' })
  expect(status).toBe(201)
  expect(body.name).toEqual({ given: given.normalize('NFC').trim(), text: given.normalize('NFC').trim() })
  expect((await desk.ask('GET', `/api/patients/${body.id}`)).body).toEqual(body)
  const found = await desk.ask('GET', `/api/patients?q=${encodeURIComponent(given)}`)
  expect(found.status).toBe(200)
  expect(found.body.items.map((item: { id: string }) => item.id)).toContain(body.id)
})

const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
const long = 'a'.repeat(10_000)
const wrong: unknown[] = [null, 1, 'x', [], {}, true, { name: long }, { name: { given: long }, sex: 'male' }]
const wrongNames = [
  { given: 'a\u0000b' },
  { given: 'a\u0007' },
  { given: '\ud800' },
  { given: 1 },
  { given: '' },
  'text',
  [],
]

test.each([
  ['POST', '/api/patients'],
  ['PATCH', '/api/patients/:id'],
  ['POST', '/api/patients/match'],
  ['POST', '/api/patients/import'],
])('%s %s answers bad input with 2xx or a 4xx problem', async (method, path) => {
  const desk = await app.aClinic().as('receptionist')
  const { body: patient } = await desk.ask('POST', '/api/patients', { name: { given: 'A' }, sex: 'other' })
  const rows = (row: unknown) => ({ importId: 'imp-1', source: 's', rows: [row, { deep: row }] })
  const bodies = [
    ...wrong,
    ...wrongNames.map(name => ({ name, sex: 'male' })),
    ...wrong.map(rows),
    ...wrongNames.map(name => rows({ name, sex: 'male' })),
    rows({ name: { given: 'A' }, sex: 'male', oldRecordNumber: 5 }),
    { ...rows({}), rows: Array.from({ length: 201 }, () => ({})) },
    { name: { given: 'A' }, sex: 'male', unknown: 1 },
  ]
  const texts = [
    ...bodies.map(body => JSON.stringify(body)),
    ...[
      '',
      '{',
      deep,
      `{"name":${deep}}`,
      `{"importId":"i","source":"s","rows":[${deep},{"name":${deep}}]}`,
      '{"__proto__":1}',
    ],
  ]
  const headers = {
    authorization: `Bearer ${desk.token}`,
    'content-type': 'application/json',
    'if-match': '"1"',
  }
  for (const body of texts) {
    const reply = await app.send(method, path.replace(':id', patient.id), { body, headers })
    const said = `${reply.status} ${body.slice(0, 80)}`
    expect(reply.status, said).toBeLessThan(500)
    if (reply.status >= 400) expect(reply.headers.get('content-type'), said).toBe('application/problem+json')
  }
})

test.each([
  '%',
  '_',
  '%00',
  '%0007',
  '%ED%A0%80',
  'a'.repeat(10_000),
  '%F0%9F%99%82',
  'x&q=y',
  'x&limit=0',
  'x&limit=x',
  'x&cursor=!',
])('the query q=%s is answered with 2xx or 4xx', async q => {
  const desk = await app.aClinic().as('receptionist')
  expect((await desk.ask('GET', `/api/patients?q=${q}`)).status).toBeLessThan(500)
})

test('a patient changes the own telephone number, not the own name, and finds nobody', async () => {
  const clinic = app.aClinic()
  const { body } = await (await clinic.as('nurse')).ask('POST', '/api/patients', { name: { given: 'A' }, sex: 'other' })
  const self = await clinic.as('patient', { patients: [body.id] })
  const path = `/api/patients/${body.id}`
  expect(await self.ask('PATCH', path, { phone: '0812 1' }, { 'if-match': '1' })).toMatchObject({ status: 200 })
  expect(await self.ask('PATCH', path, { name: { given: 'B' } }, { 'if-match': '2' })).toMatchObject({ status: 403 })
  expect(await self.ask('GET', '/api/patients')).toMatchObject({ status: 403 })
})
