import { type ClinicFixture, must } from '../clinic-fixture.ts'
import { aPatient, made } from '../prepared-objects.ts'
import type { RouteArea, Samples } from '../route-areas.ts'
import { at } from '../sample-values.ts'

const samples: Samples = {
  'GET /api/encounters': (_, of) => at(`/api/encounters?patientId=${of.patient}`),
  'POST /api/encounters': (_, of) => at('/api/encounters', { patientId: of.patient }),
  'GET /api/encounters/unsigned': () => at('/api/encounters/unsigned'),
  'GET /api/encounters/:id': (_, of) => at(`/api/encounters/${of.encounter}`),
  'PATCH /api/encounters/:id': (_, of) => at(`/api/encounters/${of.encounter}`, { plan: 'x' }),
  'POST /api/encounters/:id/sign': (_, of) => at(`/api/encounters/${of.encounter}/sign`),
  'POST /api/encounters/:id/notes': (_, of) =>
    at(`/api/encounters/${of.encounter}/notes`, { kind: 'other', text: 'x' }),
  'PATCH /api/encounters/:id/notes/:noteId': (_, of) =>
    at(`/api/encounters/${of.encounter}/notes/${of.note}`, { text: 'x' }),
  'POST /api/encounters/:id/notes/:noteId/sign': (_, of) => at(`/api/encounters/${of.encounter}/notes/${of.note}/sign`),
  'GET /api/observations': (_, of) => at(`/api/observations?patientId=${of.patient}`),
  'POST /api/observations': (_, of) =>
    at('/api/observations', {
      patientId: of.patient,
      code: '8867-4',
      value: 70,
      unit: '/min',
      observedAt: new Date(Date.now() - 1_000).toISOString(),
    }),
  'POST /api/observations/batch': (_, of) =>
    at('/api/observations/batch', {
      items: [
        {
          patientId: of.patient,
          code: '8867-4',
          value: 70,
          unit: '/min',
          observedAt: new Date(Date.now() - 1_000).toISOString(),
        },
      ],
    }),
  'GET /api/observations/:id': (_, of) => at(`/api/observations/${of.observation}`),
  'POST /api/encounters/:id/retract': (_, of) =>
    at(`/api/encounters/${of.encounter}/retract`, { reason: 'another patient' }),
  'POST /api/observations/:id/retract': (_, of) =>
    at(`/api/observations/${of.observation}/retract`, { reason: 'typed wrong' }),
}

declare module '../clinic-fixture.ts' {
  interface Objects {
    encounter: string
    note: string
    observation: string
  }
}

/** The medical record. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
GET    /api/encounters                            no    yes    yes   no           own   patient
POST   /api/encounters                            no    yes    yes   no           no    patient
GET    /api/encounters/unsigned                   no    yes    yes   no           no    found
GET    /api/encounters/:id                        no    yes    yes   no           own   object
PATCH  /api/encounters/:id                        no    yes    no    no           no    object
POST   /api/encounters/:id/sign                   no    yes    no    no           no    object
POST   /api/encounters/:id/retract                no    yes    yes   no           no    object
POST   /api/encounters/:id/notes                  no    yes    yes   no           no    object
PATCH  /api/encounters/:id/notes/:noteId          no    yes    yes   no           no    object
POST   /api/encounters/:id/notes/:noteId/sign     no    yes    yes   no           no    object
GET    /api/observations                          no    yes    yes   no           own   patient
POST   /api/observations                          no    yes    yes   no           no    patient
POST   /api/observations/batch                    no    yes    yes   no           no    patient
GET    /api/observations/:id                      no    yes    yes   no           own   object
POST   /api/observations/:id/retract              no    yes    yes   no           no    object
`,
  samples,
  objects: async ({ doctor, nurse }, { patient }, text) => {
    const id = must(await doctor.ask('POST', '/api/encounters', { patientId: patient })).id
    const encounter = `/api/encounters/${id}`
    const observedAt = new Date(Date.now() - 1_000).toISOString()
    const measured = { patientId: patient, encounterId: id, code: '8867-4', value: 72, unit: '/min', observedAt }
    const observation = must(await nurse.ask('POST', '/api/observations', measured)).id
    const note = must(await nurse.ask('POST', `${encounter}/notes`, { kind: 'nursing', text })).id
    const { version } = must(await doctor.ask('GET', encounter))
    must(await doctor.ask('PATCH', encounter, { subjective: text }, { 'if-match': `"${version}"` }))
    must(await doctor.ask('POST', `${encounter}/sign`))
    return { encounter: id, note, observation }
  },
  preparing: {
    'PATCH /api/encounters/:id': async fixture => ({
      path: `/api/encounters/${await full(fixture)}`,
      body: { plan: 'Rest' },
    }),
    'POST /api/encounters/:id/sign': async fixture => ({ path: `/api/encounters/${await full(fixture)}/sign` }),
    'POST /api/encounters/:id/retract': async fixture => ({
      path: `/api/encounters/${await full(fixture)}/retract`,
      body: { reason: 'another patient' },
    }),
    'POST /api/encounters/:id/notes': async fixture => ({
      path: `/api/encounters/${await encounter(fixture)}/notes`,
      body: { kind: 'other', text: 'x' },
    }),
    'PATCH /api/encounters/:id/notes/:noteId': async fixture => ({ path: await noted(fixture), body: { text: 'x' } }),
    'POST /api/encounters/:id/notes/:noteId/sign': async fixture => ({ path: `${await noted(fixture)}/sign` }),
    'POST /api/observations/:id/retract': async fixture => ({
      path: `/api/observations/${await observed(fixture)}/retract`,
      body: { reason: 'typed wrong' },
    }),
  },
}

const encounter = async (fixture: ClinicFixture) =>
  made(fixture, '/api/encounters', { patientId: await aPatient(fixture) })

/** One with all that is written with it: another draft, and a measurement. */
async function full(fixture: ClinicFixture): Promise<string> {
  const patientId = await aPatient(fixture)
  const encounterId = await made(fixture, '/api/encounters', { patientId })
  const path = `/api/encounters/${encounterId}`
  must(await fixture.everyone.ask('PATCH', path, { plan: 'Rest' }, { 'if-match': '"1"' }))
  await made(fixture, `${path}/notes`, { kind: 'nursing', text: 'Calm.' })
  const observedAt = new Date(Date.now() - 60_000).toISOString()
  await made(fixture, '/api/observations', {
    patientId,
    encounterId,
    code: '8867-4',
    value: 71,
    unit: '/min',
    observedAt,
  })
  return encounterId
}

async function noted(fixture: ClinicFixture): Promise<string> {
  const id = await encounter(fixture)
  const note = await made(fixture, `/api/encounters/${id}/notes`, { kind: 'nursing', text: 'Calm.' })
  return `/api/encounters/${id}/notes/${note}`
}

async function observed(fixture: ClinicFixture): Promise<string> {
  const { body = {} } = samples['POST /api/observations']?.(fixture, fixture.own) ?? {}
  return made(fixture, '/api/observations', body)
}
