import { type House, must } from './clinic-fixture.ts'
import type { Reply } from './harness.ts'
import { type Sample, samples } from './route-samples.ts'

/**
 * A request that is done and not merely admitted: where the sample of a route meets an object in the wrong state, an object of its own is
 * made first. Someone with every role sends it.
 */
export async function accepted(house: House, route: string): Promise<Sample> {
  const make = preparing[route] ?? (async () => samples[route]?.(house, house.own))
  const sample = await make(house)
  if (!sample) throw new Error(`no sample of ${route}`)
  return sample
}

type Prepare = (house: House) => Promise<Sample>

async function made(house: House, path: string, body: unknown): Promise<string> {
  return must(await house.everyone.ask('POST', path, body)).id
}

/** A patient of its own, so that no visit of one test is in another's way. */
const aPatient = (house: House) => made(house, '/api/patients', { name: { given: 'Someone' }, sex: 'other' })

const someone = async (house: House) => {
  const body = { name: `Someone ${crypto.randomUUID().slice(0, 8)}`, profession: 'doctor', bookable: true }
  return made(house, '/api/staff', body)
}

/** A time of someone who is there around the clock and has no visits. */
async function freeTime(house: House): Promise<Record<string, unknown>> {
  const staffId = await someone(house)
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' }))
  must(await house.everyone.ask('PUT', `/api/staff/${staffId}/availability/2020-01-01`, { weekly }))
  return {
    staffId,
    startsAt: new Date(Date.now() + 86_400_000).toISOString().replace(/\d\d\.\d+Z/, '00.000Z'),
    minutes: 30,
  }
}

async function booked(house: House): Promise<string> {
  const [patientId, staffId] = [await aPatient(house), await someone(house)]
  const startsAt = new Date().toISOString()
  const overbook = { reason: 'on the spot' }
  return made(house, '/api/appointments', { patientId, staffId, startsAt, minutes: 30, overbook })
}

async function leftOpen(house: House): Promise<string> {
  const [patientId, staffId] = [await aPatient(house), await someone(house)]
  const startsAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const overbook = { reason: 'noted later' }
  return made(house, '/api/appointments', { patientId, staffId, startsAt, minutes: 30, overbook })
}

async function arrived(house: House): Promise<string> {
  return made(house, '/api/appointments/walk-in', { patientId: await aPatient(house), staffId: await someone(house) })
}

async function called(house: House): Promise<string> {
  const id = await arrived(house)
  must(await house.everyone.ask('POST', `/api/queue/${id}/call`, {}))
  return id
}

async function started(house: House): Promise<string> {
  const id = await arrived(house)
  must(await house.everyone.ask('POST', `/api/appointments/${id}/start`, {}))
  return id
}

const encounter = async (house: House) => made(house, '/api/encounters', { patientId: await aPatient(house) })

/** One with all that is written with it: another draft, and a measurement. */
async function full(house: House): Promise<string> {
  const patientId = await aPatient(house)
  const encounterId = await made(house, '/api/encounters', { patientId })
  const path = `/api/encounters/${encounterId}`
  must(await house.everyone.ask('PATCH', path, { plan: 'Rest' }, { 'if-match': '"1"' }))
  await made(house, `${path}/notes`, { kind: 'nursing', text: 'Calm.' })
  const observedAt = new Date(Date.now() - 60_000).toISOString()
  await made(house, '/api/observations', {
    patientId,
    encounterId,
    code: '8867-4',
    value: 71,
    unit: '/min',
    observedAt,
  })
  return encounterId
}

async function noted(house: House): Promise<string> {
  const id = await encounter(house)
  const note = await made(house, `/api/encounters/${id}/notes`, { kind: 'nursing', text: 'Calm.' })
  return `/api/encounters/${id}/notes/${note}`
}

async function observed(house: House): Promise<string> {
  const { body = {} } = samples['POST /api/observations']?.(house, house.own) ?? {}
  return made(house, '/api/observations', body)
}

const step =
  (name: string, ready: (house: House) => Promise<string>, body: Record<string, unknown> = {}): Prepare =>
  async house => ({ path: `/api/appointments/${await ready(house)}/${name}`, body })

const archived = async (house: House, kind: 'patients' | 'staff', id: string) => {
  must(await house.everyone.ask('POST', `/api/${kind}/${id}/archive`, kind === 'staff' ? {} : undefined))
  return { path: `/api/${kind}/${id}/restore` }
}

const preparing: Record<string, Prepare> = {
  'PATCH /api/members/:id': async house => ({
    path: `/api/members/${await house.member()}`,
    body: { roles: ['receptionist'] },
  }),
  'DELETE /api/members/:id/second-factor': async house => ({
    path: `/api/members/${await house.guarded()}/second-factor`,
  }),
  'DELETE /api/members/:id': async house => ({ path: `/api/members/${await house.member()}` }),
  'POST /api/patients/:id/archive': async house => ({ path: `/api/patients/${await aPatient(house)}/archive` }),
  'POST /api/patients/:id/restore': async house => archived(house, 'patients', await aPatient(house)),
  'POST /api/patients/:id/merge': async house => ({
    path: `/api/patients/${await aPatient(house)}/merge`,
    body: { intoId: await aPatient(house) },
  }),
  'POST /api/patients/:id/unmerge': async house => {
    const [id, intoId] = [await aPatient(house), await aPatient(house)]
    must(await house.everyone.ask('POST', `/api/patients/${id}/merge`, { intoId }))
    return { path: `/api/patients/${id}/unmerge` }
  },
  'POST /api/patients/:id/verify': async house => ({ path: `/api/patients/${await house.stranger()}/verify` }),
  'POST /api/staff/:id/archive': async house => ({ path: `/api/staff/${await someone(house)}/archive`, body: {} }),
  'POST /api/staff/:id/restore': async house => archived(house, 'staff', await someone(house)),
  'DELETE /api/clinic/closures/:id': async house => {
    const { path, body } = samples['POST /api/clinic/closures']?.(house, house.own) ?? { path: '' }
    return { path: `${path}/${await made(house, path, body)}` }
  },
  'DELETE /api/staff/:id/absences/:absenceId': async house => {
    const { path, body } = samples['POST /api/staff/:id/absences']?.(house, house.own) ?? { path: '' }
    return { path: `${path}/${await made(house, path, body)}` }
  },
  'DELETE /api/staff/:id/openings/:openingId': async house => {
    const { path, body } = samples['POST /api/staff/:id/openings']?.(house, house.own) ?? { path: '' }
    return { path: `${path}/${await made(house, path, body)}` }
  },
  'DELETE /api/rooms/:id/maintenance/:maintenanceId': async house => {
    const { path, body } = samples['POST /api/rooms/:id/maintenance']?.(house, house.own) ?? { path: '' }
    return { path: `${path}/${await made(house, path, body)}` }
  },
  'POST /api/slots/holds': async house => ({ path: '/api/slots/holds', body: await freeTime(house) }),
  // Nobody holds more than a few times at once, and the desk may let go of anybody's.
  'DELETE /api/slots/holds/:id': async house => {
    const { owner, doctor, nurse, receptionist } = house.people
    const body = await freeTime(house)
    for (const person of [owner, doctor, nurse, receptionist]) {
      const reply = await person.ask('POST', '/api/slots/holds', body)
      if (reply.status !== 409) return { path: `/api/slots/holds/${must(reply).id}` }
    }
    throw new Error('everybody holds all they may')
  },
  'POST /api/appointments/move-many': async house => {
    const [patientId, staffId] = [await aPatient(house), await someone(house)]
    const { startsAt, minutes } = { startsAt: Date.now() + 86_400_000, minutes: 30 }
    const overbook = { reason: 'wherever it fits' }
    const visit = { patientId, staffId, startsAt: new Date(startsAt).toISOString(), minutes, overbook }
    const id = await made(house, '/api/appointments', visit)
    const later = new Date(startsAt + 3_600_000).toISOString()
    return { path: '/api/appointments/move-many', body: { moves: [{ id, version: 1, startsAt: later }] } }
  },
  'GET /api/staff/:id/availability/:validFrom': house => hours(house, '2039-02-01'),
  'DELETE /api/staff/:id/availability/:validFrom': house => hours(house, '2039-03-01'),
  'PUT /api/staff/:id/availability/:validFrom': async house => ({
    path: `/api/staff/${await someone(house)}/availability/2039-01-01`,
    body: { weekly: [] },
  }),
  'DELETE /api/rooms/:id': async house => {
    const { path, body } = samples['POST /api/rooms']?.(house, house.own) ?? { path: '' }
    return { path: `${path}/${await made(house, path, body)}` }
  },
  'POST /api/appointments': async house => {
    const { path, body } = samples['POST /api/appointments']?.(house, house.own) ?? { path: '' }
    const overbook = { reason: 'wherever it fits' }
    return { path, body: { ...body, patientId: await aPatient(house), staffId: await someone(house), overbook } }
  },
  'POST /api/appointments/series': async house => {
    const { staffId, startsAt, minutes } = await freeTime(house)
    const repeat = { every: 'fortnight', count: 3 }
    return {
      path: '/api/appointments/series',
      body: { patientId: await aPatient(house), staffId, startsAt, minutes, repeat },
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
  'POST /api/queue/next': async house => {
    await arrived(house)
    return { path: '/api/queue/next', body: {} }
  },
  'POST /api/queue/:appointmentId/call': async house => ({ path: `/api/queue/${await arrived(house)}/call`, body: {} }),
  'POST /api/queue/:appointmentId/recall': async house => ({
    path: `/api/queue/${await called(house)}/recall`,
    body: {},
  }),
  'POST /api/queue/:appointmentId/skip': async house => ({ path: `/api/queue/${await called(house)}/skip`, body: {} }),
  'GET /api/queue/screen': async () => ({ path: '/api/queue/screen' }),
  'DELETE /api/queue/screens/:id': async house => ({
    path: `/api/queue/screens/${await made(house, '/api/queue/screen', {})}`,
  }),
  'POST /api/waitlist': async house => ({
    path: '/api/waitlist',
    body: { patientId: await aPatient(house), staffId: await someone(house), minutes: 30 },
  }),
  'DELETE /api/waitlist/:id': async house => ({
    path: `/api/waitlist/${await made(house, '/api/waitlist', {
      patientId: await aPatient(house),
      staffId: await someone(house),
      minutes: 30,
    })}`,
  }),
  'POST /api/waitlist/offers/:id/accept': async house => ({
    path: `/api/waitlist/offers/${await house.offer()}/accept`,
    body: {},
  }),
  'POST /api/waitlist/offers/:id/decline': async house => ({
    path: `/api/waitlist/offers/${await house.offer()}/decline`,
    body: {},
  }),
  'PATCH /api/encounters/:id': async house => ({
    path: `/api/encounters/${await full(house)}`,
    body: { plan: 'Rest' },
  }),
  'POST /api/encounters/:id/sign': async house => ({ path: `/api/encounters/${await full(house)}/sign` }),
  'POST /api/encounters/:id/retract': async house => ({
    path: `/api/encounters/${await full(house)}/retract`,
    body: { reason: 'another patient' },
  }),
  'POST /api/encounters/:id/notes': async house => ({
    path: `/api/encounters/${await encounter(house)}/notes`,
    body: { kind: 'other', text: 'x' },
  }),
  'PATCH /api/encounters/:id/notes/:noteId': async house => ({ path: await noted(house), body: { text: 'x' } }),
  'POST /api/encounters/:id/notes/:noteId/sign': async house => ({ path: `${await noted(house)}/sign` }),
  'POST /api/observations/:id/retract': async house => ({
    path: `/api/observations/${await observed(house)}/retract`,
    body: { reason: 'typed wrong' },
  }),
}

async function hours(house: House, from: string): Promise<Sample> {
  const staff = `/api/staff/${await someone(house)}/availability`
  must(await house.everyone.ask('PUT', `${staff}/${from}`, { weekly: [] }))
  return { path: `${staff}/${from}` }
}

/** Send it as everyone, with the version that its object has now. */
export async function sendAccepted(
  house: House,
  route: string,
  { path, body }: Sample,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const [method = ''] = route.split(' ')
  if (!['PATCH', 'DELETE'].includes(method) && !route.startsWith('PUT /api/rooms')) {
    return house.everyone.ask(method, path, body, headers)
  }
  return house.everyone.ask(method, path, body, { 'if-match': await versionOf(house, path), ...headers })
}

/** What the object's ETag says; those that have no address of their own to read are new. */
export async function versionOf(house: House, path: string): Promise<string> {
  return (await house.everyone.ask('GET', path)).headers.get('etag') ?? '"1"'
}
