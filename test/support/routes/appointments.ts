import { type ClinicFixture, must, type Objects } from '../clinic-fixture.ts'
import { aPatient, arrived, freeTime, made, someone } from '../prepared-objects.ts'
import type { Prepare, RouteArea, Samples } from '../route-areas.ts'
import { aTime, at, later, spans } from '../sample-values.ts'

const step =
  (name: string, ready: (fixture: ClinicFixture) => Promise<string>, body: Record<string, unknown> = {}): Prepare =>
  async fixture => ({ path: `/api/appointments/${await ready(fixture)}/${name}`, body })

/** Visits and their statistics. */
const samples: Samples = {
  'POST /api/appointments': (fixture, of) =>
    at('/api/appointments', {
      patientId: of.patient,
      staffId: of.staff,
      startsAt: aTime(fixture),
      minutes: 30,
    }),
  'POST /api/appointments/walk-in': (_, of) => at('/api/appointments/walk-in', { patientId: of.patient }),
  'GET /api/appointments': (_, of) => at(`/api/appointments?patientId=${of.patient}`),
  'GET /api/appointments/board': () => at(`/api/appointments/board?${spans()}`),
  'POST /api/appointments/series': (fixture, of) =>
    at('/api/appointments/series', {
      patientId: of.patient,
      staffId: of.staff,
      startsAt: aTime(fixture, 3_000),
      minutes: 30,
      repeat: { every: 'week', count: 3 },
    }),
  'GET /api/appointments/series/:id': fixture => at(`/api/appointments/series/${fixture.shared.series}`),
  'GET /api/appointments/displaced': (_, of) => at(`/api/appointments/displaced?${spans()}&staffId=${of.staff}`),
  'POST /api/appointments/move-many': (_, of) =>
    at('/api/appointments/move-many', { moves: [{ id: of.appointment, version: 1, startsAt: later(5_000) }] }),
  'GET /api/appointments/:id': (_, of) => at(`/api/appointments/${of.appointment}`),
  'PATCH /api/appointments/:id': (_, of) => at(`/api/appointments/${of.appointment}`, { reason: 'changed' }),
  ...Object.fromEntries(
    ['confirm', 'check-in', 'start', 'finish', 'check-out', 'no-show', 'complete', 'undo'].map(step => [
      `POST /api/appointments/:id/${step}`,
      (_: ClinicFixture, of: Objects) => at(`/api/appointments/${of.appointment}/${step}`, {}),
    ]),
  ),
  'POST /api/appointments/:id/cancel': (_, of) =>
    at(`/api/appointments/${of.appointment}/cancel`, { by: 'patient', code: 'ill' }),
  'GET /api/statistics': () => at(`/api/statistics?${spans()}`),
}

export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
POST   /api/appointments                          yes   yes    yes   yes          own   patient
POST   /api/appointments#overbook                 yes   yes    yes   yes          no
POST   /api/appointments/walk-in                  yes   yes    yes   yes          no    patient
GET    /api/appointments                          yes   yes    yes   yes          own   patient
GET    /api/appointments#all                      yes   yes    yes   yes          yes
GET    /api/appointments/board                    yes   yes    yes   yes          no    found
POST   /api/appointments/series                   yes   yes    yes   yes          no    patient
GET    /api/appointments/series/:id               yes   yes    yes   yes          no    object
GET    /api/appointments/displaced                yes   yes    yes   yes          no    found
POST   /api/appointments/move-many                yes   yes    yes   yes          no    object
GET    /api/appointments/:id                      yes   yes    yes   yes          own   object
PATCH  /api/appointments/:id                      yes   yes    yes   yes          own   object
POST   /api/appointments/:id/confirm              yes   yes    yes   yes          own   object
POST   /api/appointments/:id/check-in             yes   yes    yes   yes          no    object
POST   /api/appointments/:id/start                no    yes    yes   yes          no    object
POST   /api/appointments/:id/finish               no    yes    yes   yes          no    object
POST   /api/appointments/:id/check-out            yes   yes    yes   yes          no    object
POST   /api/appointments/:id/complete             yes   yes    yes   yes          no    object
POST   /api/appointments/:id/cancel               yes   yes    yes   yes          own   object
POST   /api/appointments/:id/no-show              yes   yes    yes   yes          no    object
POST   /api/appointments/:id/undo                 yes   yes    yes   yes          no    object
GET    /api/statistics                            yes   yes    yes   yes          no    none
`,
  samples,
  furtherSamples: {
    'GET /api/appointments#all': () => at('/api/appointments?limit=100'),
    'POST /api/appointments#overbook': (_, of) =>
      at('/api/appointments', {
        patientId: of.patient,
        staffId: of.staff,
        startsAt: later(24),
        minutes: 30,
        overbook: { reason: 'an emergency' },
      }),
  },
  preparing: {
    'POST /api/appointments/move-many': async fixture => {
      const [patientId, staffId] = [await aPatient(fixture), await someone(fixture)]
      const { startsAt, minutes } = { startsAt: Date.now() + 86_400_000, minutes: 30 }
      const overbook = { reason: 'wherever it fits' }
      const visit = { patientId, staffId, startsAt: new Date(startsAt).toISOString(), minutes, overbook }
      const id = await made(fixture, '/api/appointments', visit)
      const later = new Date(startsAt + 3_600_000).toISOString()
      return { path: '/api/appointments/move-many', body: { moves: [{ id, version: 1, startsAt: later }] } }
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
  },
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

async function started(fixture: ClinicFixture): Promise<string> {
  const id = await arrived(fixture)
  must(await fixture.everyone.ask('POST', `/api/appointments/${id}/start`, {}))
  return id
}
