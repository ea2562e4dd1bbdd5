import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aClinicFixture, type ClinicFixture, must } from '../support/clinic-fixture.ts'
import { type App, startApp } from '../support/harness.ts'
import { versionOf } from '../support/valid-requests.ts'

/** What people type is kept as they type it: it reads back equal after NFC and trimming, wherever it was written. */

let app: App
let fixture: ClinicFixture
beforeAll(async () => {
  app = await startApp()
  fixture = await aClinicFixture(app)
})
afterAll(() => app.close())

const texts = [
  'عبد الله بن عمر',
  '王小明',
  "Siobhán O'Brien-D’Arcy",
  'Nguye\u0302\u0303n Thi\u0323 \u0110o\u0301',
  '👩‍⚕️ 😷 🇮🇩',
  '100% _ %_% \\ \\\\ \\u0000 &amp; <b>',
  `Robert'); DROP TABLE patient;-- " ' \``,
  '=SUM(A1) +1 -1 @x',
  '  spaces around  ',
  'שלום \u200f(RLM) \u200d',
  'null',
  '__proto__',
  '0012',
  '1e5',
  'ﬁ Å Ω K', // compatibility letters stay, canonical ones become NFC
  '\u{10ffff}\ue000',
]
const kept = (text: string) => text.normalize('NFC').trim()

const desk = () => fixture.people.receptionist

describe.each(texts)('%j', text => {
  test('as a patient: names, address, contacts, coverage', async () => {
    const person = {
      name: { given: text, family: text, prefix: text, suffix: text, preferred: text },
      sex: 'unknown',
      genderIdentity: text,
      maritalStatus: text,
      otherPhones: [{ number: '555 0101', label: text }],
      address: { line: [text, text], village: text, city: text, state: text, country: 'ID' },
      contacts: [{ name: text, relation: text, emergency: true, guardian: false }],
      coverages: [{ payer: text, number: text }],
      // A number that a spreadsheet has shortened is none, and is refused.
      identifiers: [{ type: 'other', value: /^\d+e\d+$/.test(text) ? 'A-1' : text }],
    }
    const made = must(await desk().ask('POST', '/api/patients', person), 201)
    const read = must(await desk().ask('GET', `/api/patients/${made.id}`))
    expect(read).toEqual(made)
    const wanted = JSON.parse(JSON.stringify(person), (_, value) => (value === text ? kept(text) : value))
    expect(read).toMatchObject(wanted)
    expect(read.name.text).toContain(kept(text))
    const match = { 'if-match': '"1"' }
    const changed = must(await desk().ask('PATCH', `/api/patients/${made.id}`, { name: { given: `x ${text}` } }, match))
    expect(changed.name.given).toBe(kept(`x ${text}`))
    const found = await desk().ask('GET', `/api/patients?q=${encodeURIComponent(text)}`)
    expect(found.status).toBe(200)
  })

  test('as the clinic, staff, rooms, prices and visit types', async () => {
    const { everyone } = fixture
    const price = { amount: 1, currency: 'USD' }
    const short = [...kept(text)].slice(0, 12).join('').trim()
    const staff = {
      name: text,
      profession: 'other',
      specialties: [text],
      languages: [short],
      licences: [{ type: text, number: text, issuer: text }],
    }
    const made = await Promise.all([
      everyone.ask('POST', '/api/staff', staff),
      everyone.ask('POST', '/api/rooms', { number: short, type: text, price, equipment: [text] }),
      everyone.ask('POST', '/api/products', { name: text, code: text, kind: 'service', price }),
      everyone.ask('POST', '/api/visit-types', { name: text, minutes: 20 }),
      everyone.ask('POST', '/api/clinic/closures', { startsAt: '2033-01-01', endsAt: '2033-01-02', reason: text }),
    ])
    const [one, room, product, type, closure] = made.map(reply => must(reply, 201))
    const name = kept(text)
    expect(must(await everyone.ask('GET', `/api/staff/${one.id}`))).toMatchObject({
      name,
      specialties: [name],
      languages: [short],
      licences: [{ type: name, number: name, issuer: name }],
    })
    expect(must(await everyone.ask('GET', `/api/rooms/${room.id}`))).toMatchObject({
      number: short,
      type: name,
      equipment: [name],
    })
    expect(must(await everyone.ask('GET', `/api/products/${product.id}`))).toMatchObject({ name, code: name })
    expect(must(await everyone.ask('GET', `/api/visit-types/${type.id}`))).toMatchObject({ name })
    expect(closure.reason).toBe(name)
    const match = { 'if-match': await versionOf(fixture, '/api/clinic') }
    // A clinic's name stands in mails, where an address would become a link.
    const clinicName = text.includes('@') ? 'Klinik' : text
    must(await everyone.ask('PATCH', '/api/clinic', { name: clinicName, address: { line: [text], city: text } }, match))
    expect(must(await everyone.ask('GET', '/api/clinic'))).toMatchObject({
      name: kept(clinicName),
      address: { line: [name], city: name },
    })
  })

  test('as a reason and in the record', async () => {
    const { everyone } = fixture
    const patientId = must(await everyone.ask('POST', '/api/patients', { name: { given: text }, sex: 'other' })).id
    const visit = must(await everyone.ask('POST', '/api/appointments/walk-in', { patientId, reason: text }), 201)
    const seen = must(await everyone.ask('GET', `/api/appointments/${visit.id}`))
    expect(seen).toMatchObject({ reason: kept(text), patient: { name: kept(text) } })
    const body = { by: 'clinic', code: 'other', reason: text }
    const cancelled = must(await everyone.ask('POST', `/api/appointments/${visit.id}/cancel`, body))
    expect(cancelled.cancellation.reason).toBe(kept(text))

    const long = `${text}\n\n\t${text}\r\n${text}`
    const written = kept(long.replaceAll('\r\n', '\n'))
    const { id } = must(await everyone.ask('POST', '/api/encounters', { patientId }), 201)
    const soap = { subjective: long, objective: long, assessment: long, plan: long }
    must(await everyone.ask('PATCH', `/api/encounters/${id}`, soap, { 'if-match': '"1"' }))
    const note = must(await everyone.ask('POST', `/api/encounters/${id}/notes`, { kind: 'other', text: long }), 201)
    const now = new Date(Date.now() - 1_000).toISOString()
    const observed = {
      patientId,
      encounterId: id,
      code: '8289-1',
      observedAt: now,
      valueText: long,
      interpretation: text,
    }
    must(await everyone.ask('POST', '/api/observations', observed), 201)
    expect(must(await everyone.ask('GET', `/api/encounters/${id}`))).toMatchObject({
      note: { subjective: written, objective: written, assessment: written, plan: written },
      notes: [{ id: note.id, text: written }],
      observations: [{ valueText: written, interpretation: kept(text) }],
    })
  })
})

test('nothing of it was logged', () => {
  const logged = JSON.stringify(app.harness.getLogs())
  for (const text of ['عبد', '小明', 'Siobh', 'DROP TABLE', fixture.canary]) expect(logged, text).not.toContain(text)
})
