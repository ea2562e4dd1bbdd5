import { type ClinicFixture, must } from './clinic-fixture.ts'
import type { Reply } from './harness.ts'
import { type Sample, samples } from './route-samples.ts'

/**
 * A request that is done and not merely admitted: where the sample of a route meets an object in the wrong state, an object of its own is
 * made first. Someone with every role sends it.
 */
export async function validRequest(fixture: ClinicFixture, route: string): Promise<Sample> {
  const make = preparing[route] ?? (async () => samples[route]?.(fixture, fixture.own))
  const sample = await make(fixture)
  if (!sample) throw new Error(`no sample of ${route}`)
  return sample
}

type Prepare = (fixture: ClinicFixture) => Promise<Sample>

async function made(fixture: ClinicFixture, path: string, body: unknown): Promise<string> {
  return must(await fixture.everyone.ask('POST', path, body)).id
}

/** A patient of its own, so that no visit of one test is in another's way. */
const aPatient = (fixture: ClinicFixture) =>
  made(fixture, '/api/patients', { name: { given: 'Someone' }, sex: 'other' })

const someone = async (fixture: ClinicFixture) => {
  const body = { name: `Someone ${crypto.randomUUID().slice(0, 8)}`, profession: 'doctor', bookable: true }
  return made(fixture, '/api/staff', body)
}

/** A time of someone who is there around the clock and has no visits. */
async function freeTime(fixture: ClinicFixture): Promise<Record<string, unknown>> {
  const staffId = await someone(fixture)
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  must(await fixture.everyone.ask('PUT', `/api/staff/${staffId}/availability/2020-01-01`, { weekly }))
  return {
    staffId,
    startsAt: new Date(Date.now() + 86_400_000).toISOString().replace(/\d\d\.\d+Z/, '00.000Z'),
    minutes: 30,
  }
}

async function booked(fixture: ClinicFixture): Promise<string> {
  const [patientId, staffId] = [await aPatient(fixture), await someone(fixture)]
  const startsAt = new Date().toISOString()
  const overbook = { reason: 'on the spot' }
  return made(fixture, '/api/appointments', { patientId, staffId, startsAt, minutes: 30, overbook })
}

async function leftOpen(fixture: ClinicFixture): Promise<string> {
  const [patientId, staffId] = [await aPatient(fixture), await someone(fixture)]
  const startsAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const overbook = { reason: 'noted later' }
  return made(fixture, '/api/appointments', { patientId, staffId, startsAt, minutes: 30, overbook })
}

async function arrived(fixture: ClinicFixture): Promise<string> {
  return made(fixture, '/api/appointments/walk-in', {
    patientId: await aPatient(fixture),
    staffId: await someone(fixture),
  })
}

async function called(fixture: ClinicFixture): Promise<string> {
  const id = await arrived(fixture)
  must(await fixture.everyone.ask('POST', `/api/queue/${id}/call`, {}))
  return id
}

async function started(fixture: ClinicFixture): Promise<string> {
  const id = await arrived(fixture)
  must(await fixture.everyone.ask('POST', `/api/appointments/${id}/start`, {}))
  return id
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

const step =
  (name: string, ready: (fixture: ClinicFixture) => Promise<string>, body: Record<string, unknown> = {}): Prepare =>
  async fixture => ({ path: `/api/appointments/${await ready(fixture)}/${name}`, body })

const archived = async (fixture: ClinicFixture, kind: 'patients' | 'staff', id: string) => {
  must(await fixture.everyone.ask('POST', `/api/${kind}/${id}/archive`, kind === 'staff' ? {} : undefined))
  return { path: `/api/${kind}/${id}/restore` }
}

const preparing: Record<string, Prepare> = {
  'PATCH /api/members/:id': async fixture => ({
    path: `/api/members/${await fixture.member()}`,
    body: { roles: ['receptionist'] },
  }),
  'DELETE /api/members/:id/second-factor': async fixture => ({
    path: `/api/members/${await fixture.guarded()}/second-factor`,
  }),
  'DELETE /api/members/:id': async fixture => ({ path: `/api/members/${await fixture.member()}` }),
  'POST /api/relations/:id/approve': async fixture => ({
    path: `/api/relations/${await fixture.relation()}/approve`,
    body: {},
  }),
  'POST /api/relations/:id/end': async fixture => ({
    path: `/api/relations/${await fixture.relation()}/end`,
    body: {},
  }),
  'POST /api/patients/:id/archive': async fixture => ({ path: `/api/patients/${await aPatient(fixture)}/archive` }),
  'POST /api/patients/:id/restore': async fixture => archived(fixture, 'patients', await aPatient(fixture)),
  'POST /api/patients/:id/merge': async fixture => ({
    path: `/api/patients/${await aPatient(fixture)}/merge`,
    body: { intoId: await aPatient(fixture) },
  }),
  'POST /api/patients/:id/unmerge': async fixture => {
    const [id, intoId] = [await aPatient(fixture), await aPatient(fixture)]
    must(await fixture.everyone.ask('POST', `/api/patients/${id}/merge`, { intoId }))
    return { path: `/api/patients/${id}/unmerge` }
  },
  'POST /api/patients/:id/verify': async fixture => ({ path: `/api/patients/${await fixture.stranger()}/verify` }),
  'POST /api/staff/:id/archive': async fixture => ({ path: `/api/staff/${await someone(fixture)}/archive`, body: {} }),
  'POST /api/staff/:id/restore': async fixture => archived(fixture, 'staff', await someone(fixture)),
  'DELETE /api/clinic/closures/:id': async fixture => {
    const { path, body } = samples['POST /api/clinic/closures']?.(fixture, fixture.own) ?? { path: '' }
    return { path: `${path}/${await made(fixture, path, body)}` }
  },
  'DELETE /api/staff/:id/absences/:absenceId': async fixture => {
    const { path, body } = samples['POST /api/staff/:id/absences']?.(fixture, fixture.own) ?? { path: '' }
    return { path: `${path}/${await made(fixture, path, body)}` }
  },
  'DELETE /api/staff/:id/openings/:openingId': async fixture => {
    const { path, body } = samples['POST /api/staff/:id/openings']?.(fixture, fixture.own) ?? { path: '' }
    return { path: `${path}/${await made(fixture, path, body)}` }
  },
  'DELETE /api/rooms/:id/maintenance/:maintenanceId': async fixture => {
    const { path, body } = samples['POST /api/rooms/:id/maintenance']?.(fixture, fixture.own) ?? { path: '' }
    return { path: `${path}/${await made(fixture, path, body)}` }
  },
  'POST /api/slots/holds': async fixture => ({ path: '/api/slots/holds', body: await freeTime(fixture) }),
  // Nobody holds more than a few times at once, and the desk may let go of anybody's.
  'DELETE /api/slots/holds/:id': async fixture => {
    const { owner, doctor, nurse, receptionist } = fixture.people
    const body = await freeTime(fixture)
    for (const person of [owner, doctor, nurse, receptionist]) {
      const reply = await person.ask('POST', '/api/slots/holds', body)
      if (reply.status !== 409) return { path: `/api/slots/holds/${must(reply).id}` }
    }
    throw new Error('everybody holds all they may')
  },
  'POST /api/appointments/move-many': async fixture => {
    const [patientId, staffId] = [await aPatient(fixture), await someone(fixture)]
    const { startsAt, minutes } = { startsAt: Date.now() + 86_400_000, minutes: 30 }
    const overbook = { reason: 'wherever it fits' }
    const visit = { patientId, staffId, startsAt: new Date(startsAt).toISOString(), minutes, overbook }
    const id = await made(fixture, '/api/appointments', visit)
    const later = new Date(startsAt + 3_600_000).toISOString()
    return { path: '/api/appointments/move-many', body: { moves: [{ id, version: 1, startsAt: later }] } }
  },
  'GET /api/staff/:id/availability/:validFrom': fixture => hours(fixture, '2039-02-01'),
  'DELETE /api/staff/:id/availability/:validFrom': fixture => hours(fixture, '2039-03-01'),
  'PUT /api/staff/:id/availability/:validFrom': async fixture => ({
    path: `/api/staff/${await someone(fixture)}/availability/2039-01-01`,
    body: { weekly: [] },
  }),
  'DELETE /api/rooms/:id': async fixture => {
    const { path, body } = samples['POST /api/rooms']?.(fixture, fixture.own) ?? { path: '' }
    return { path: `${path}/${await made(fixture, path, body)}` }
  },
  'POST /api/appointments': async fixture => {
    const { path, body } = samples['POST /api/appointments']?.(fixture, fixture.own) ?? { path: '' }
    const overbook = { reason: 'wherever it fits' }
    return { path, body: { ...body, patientId: await aPatient(fixture), staffId: await someone(fixture), overbook } }
  },
  'POST /api/appointments/series': async fixture => {
    const { staffId, startsAt, minutes } = await freeTime(fixture)
    const repeat = { every: 'fortnight', count: 3 }
    return {
      path: '/api/appointments/series',
      body: { patientId: await aPatient(fixture), staffId, startsAt, minutes, repeat },
    }
  },
  'POST /api/appointments/:id/confirm': step('confirm', booked),
  'POST /api/appointments/:id/check-in': step('check-in', booked),
  'POST /api/appointments/:id/no-show': step('no-show', booked),
  'POST /api/appointments/:id/cancel': step('cancel', booked, { by: 'patient', code: 'ill' }),
  'POST /api/appointments/:id/start': step('start', arrived),
  'POST /api/appointments/:id/finish': step('finish', started),
  'POST /api/appointments/:id/check-out': step('check-out', started),
  'POST /api/appointments/:id/complete': step('complete', leftOpen),
  'POST /api/appointments/:id/undo': step('undo', started),
  'POST /api/queue/next': async fixture => {
    await arrived(fixture)
    return { path: '/api/queue/next', body: {} }
  },
  'POST /api/queue/:appointmentId/call': async fixture => ({
    path: `/api/queue/${await arrived(fixture)}/call`,
    body: {},
  }),
  'POST /api/queue/:appointmentId/recall': async fixture => ({
    path: `/api/queue/${await called(fixture)}/recall`,
    body: {},
  }),
  'POST /api/queue/:appointmentId/skip': async fixture => ({
    path: `/api/queue/${await called(fixture)}/skip`,
    body: {},
  }),
  'GET /api/queue/screen': async () => ({ path: '/api/queue/screen' }),
  'DELETE /api/queue/screens/:id': async fixture => ({
    path: `/api/queue/screens/${await made(fixture, '/api/queue/screen', {})}`,
  }),
  'POST /api/waitlist': async fixture => ({
    path: '/api/waitlist',
    body: { patientId: await aPatient(fixture), staffId: await someone(fixture), minutes: 30 },
  }),
  'DELETE /api/waitlist/:id': async fixture => ({
    path: `/api/waitlist/${await made(fixture, '/api/waitlist', {
      patientId: await aPatient(fixture),
      staffId: await someone(fixture),
      minutes: 30,
    })}`,
  }),
  'POST /api/waitlist/offers/:id/accept': async fixture => ({
    path: `/api/waitlist/offers/${await fixture.offer()}/accept`,
    body: {},
  }),
  'POST /api/waitlist/offers/:id/decline': async fixture => ({
    path: `/api/waitlist/offers/${await fixture.offer()}/decline`,
    body: {},
  }),
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
}

async function hours(fixture: ClinicFixture, from: string): Promise<Sample> {
  const staff = `/api/staff/${await someone(fixture)}/availability`
  must(await fixture.everyone.ask('PUT', `${staff}/${from}`, { weekly: [] }))
  return { path: `${staff}/${from}` }
}

/** Send it as everyone, with the version that its object has now. */
export async function sendValid(
  fixture: ClinicFixture,
  route: string,
  { path, body }: Sample,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const [method = ''] = route.split(' ')
  if (!['PATCH', 'DELETE'].includes(method) && !route.startsWith('PUT /api/rooms')) {
    return fixture.everyone.ask(method, path, body, headers)
  }
  return fixture.everyone.ask(method, path, body, { 'if-match': await versionOf(fixture, path), ...headers })
}

/** What the object's ETag says; those that have no address of their own to read are new. */
export async function versionOf(fixture: ClinicFixture, path: string): Promise<string> {
  return (await fixture.everyone.ask('GET', path)).headers.get('etag') ?? '"1"'
}
