import { api } from '../gateway/api.ts'
import type { House, Objects } from './house.ts'

/** Every route of the router, once, as `METHOD /path`. */
export const routes: string[] = [
  ...new Set(
    api.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
]

export interface Sample {
  path: string
  body?: Record<string, unknown>
}

type Make = (house: House, of: Objects) => Sample

const at = (path: string, body?: Record<string, unknown>): Sample => (body ? { path, body } : { path })
const patient = { name: { given: 'Someone' }, sex: 'other' }
const hour = 3_600_000
const later = (hours: number) => new Date(Math.ceil(Date.now() / hour) * hour + hours * hour).toISOString()
const price = { amount: 100, currency: 'USD' }
const unique = () => crypto.randomUUID().slice(0, 8)
const spans = 'from=2031-01-01&to=2031-01-05'

/** A request per route that its rules accept, on the objects of a house: a test fails for a route without one. */
export const samples: Record<string, Make> = {
  'GET /health': () => at('/health'),
  'GET /.well-known/jwks.json': () => at('/.well-known/jwks.json'),
  'GET /api/openapi.json': () => at('/api/openapi.json'),
  'GET /api/docs': () => at('/api/docs'),
  'POST /api/auth/login': () => at('/api/auth/login', { email: 'nobody@example.test', password: 'nothing' }),
  'POST /api/auth/refresh': () => at('/api/auth/refresh'),
  'POST /api/auth/logout': () => at('/api/auth/logout'),
  'GET /api/auth/session': () => at('/api/auth/session'),
  'POST /api/auth/switch': house => at('/api/auth/switch', { clinicId: house.clinicId }),

  'POST /api/patients': () => at('/api/patients', patient),
  'GET /api/patients': () => at('/api/patients'),
  'POST /api/patients/match': () => at('/api/patients/match', { name: { given: 'Own' } }),
  'POST /api/patients/import': () =>
    at('/api/patients/import', { importId: unique(), source: 'test', rows: [patient] }),
  'GET /api/patients/:id': (_, of) => at(`/api/patients/${of.patient}`),
  'PATCH /api/patients/:id': (_, of) => at(`/api/patients/${of.patient}`, { phone: '555 0101' }),
  'POST /api/patients/:id/archive': (_, of) => at(`/api/patients/${of.patient}/archive`),
  'POST /api/patients/:id/restore': (_, of) => at(`/api/patients/${of.patient}/restore`),
  'GET /api/patients/:id/timeline': (_, of) => at(`/api/patients/${of.patient}/timeline`),
  'GET /api/patients/:id/summary': (_, of) => at(`/api/patients/${of.patient}/summary`),

  'GET /api/clinic': () => at('/api/clinic'),
  'PATCH /api/clinic': () => at('/api/clinic', { phone: '555 0199' }),
  'GET /api/clinic/closures': () => at('/api/clinic/closures'),
  'POST /api/clinic/closures': () =>
    at('/api/clinic/closures', { startsAt: '2032-01-01', endsAt: '2032-01-02', reason: 'x' }),
  'DELETE /api/clinic/closures/:id': house => at(`/api/clinic/closures/${house.shared.closure}`),
  'GET /api/staff': () => at('/api/staff'),
  'POST /api/staff': () => at('/api/staff', { name: 'Someone', profession: 'other' }),
  'GET /api/staff/specialties': () => at('/api/staff/specialties'),
  'GET /api/staff/hours': () => at(`/api/staff/hours?${spans}`),
  'GET /api/staff/:id': (_, of) => at(`/api/staff/${of.staff}`),
  'PATCH /api/staff/:id': (_, of) => at(`/api/staff/${of.staff}`, { languages: ['en', 'id'] }),
  'POST /api/staff/:id/archive': (_, of) => at(`/api/staff/${of.staff}/archive`, { from: '2040-01-01' }),
  'POST /api/staff/:id/restore': (_, of) => at(`/api/staff/${of.staff}/restore`),
  'GET /api/staff/:id/availability': (_, of) => at(`/api/staff/${of.staff}/availability`),
  'GET /api/staff/:id/availability/:validFrom': (_, of) => at(`/api/staff/${of.staff}/availability/2020-01-01`),
  'PUT /api/staff/:id/availability/:validFrom': (_, of) =>
    at(`/api/staff/${of.staff}/availability/2039-01-01`, { weekly: [] }),
  'DELETE /api/staff/:id/availability/:validFrom': (_, of) => at(`/api/staff/${of.staff}/availability/2020-01-01`),
  'GET /api/staff/:id/absences': (_, of) => at(`/api/staff/${of.staff}/absences`),
  'POST /api/staff/:id/absences': (_, of) =>
    at(`/api/staff/${of.staff}/absences`, { startsAt: '2033-01-01', endsAt: '2033-01-02' }),
  'DELETE /api/staff/:id/absences/:absenceId': (_, of) => at(`/api/staff/${of.staff}/absences/${of.absence}`),

  'GET /api/slots': (_, of) => at(`/api/slots?${spans}&minutes=30&staffId=${of.staff}`),
  'GET /api/visit-types': () => at('/api/visit-types'),
  'POST /api/visit-types': () => at('/api/visit-types', { name: unique(), minutes: 20 }),
  'GET /api/visit-types/:id': house => at(`/api/visit-types/${house.shared.visitType}`),
  'PATCH /api/visit-types/:id': house => at(`/api/visit-types/${house.shared.visitType}`, { bufferAfter: 5 }),
  'GET /api/rooms': () => at('/api/rooms'),
  'POST /api/rooms': () => at('/api/rooms', { number: unique(), type: 'x', price }),
  'GET /api/rooms/:id': house => at(`/api/rooms/${house.shared.room}`),
  'PATCH /api/rooms/:id': house => at(`/api/rooms/${house.shared.room}`, { equipment: ['x'] }),
  'PUT /api/rooms/:id': house => at(`/api/rooms/${house.shared.room}`, { equipment: ['y'] }),
  'DELETE /api/rooms/:id': house => at(`/api/rooms/${house.shared.room}`),
  'GET /api/products': () => at('/api/products'),
  'POST /api/products': () => at('/api/products', { name: unique(), kind: 'service', price }),
  'GET /api/products/:id': house => at(`/api/products/${house.shared.product}`),
  'PATCH /api/products/:id': house => at(`/api/products/${house.shared.product}`, { taxRate: 11 }),

  'POST /api/appointments': (_, of) =>
    at('/api/appointments', {
      patientId: of.patient,
      staffId: of.staff,
      startsAt: later(24 + Math.floor(Math.random() * 2_000)),
      minutes: 30,
    }),
  'POST /api/appointments/walk-in': (_, of) => at('/api/appointments/walk-in', { patientId: of.patient }),
  'GET /api/appointments': (_, of) => at(`/api/appointments?patientId=${of.patient}`),
  'GET /api/appointments/board': () => at(`/api/appointments/board?${spans}`),
  'GET /api/appointments/:id': (_, of) => at(`/api/appointments/${of.appointment}`),
  'PATCH /api/appointments/:id': (_, of) => at(`/api/appointments/${of.appointment}`, { reason: 'changed' }),
  ...Object.fromEntries(
    ['confirm', 'check-in', 'start', 'finish', 'check-out', 'no-show', 'undo'].map(step => [
      `POST /api/appointments/:id/${step}`,
      (_: House, of: Objects) => at(`/api/appointments/${of.appointment}/${step}`, {}),
    ]),
  ),
  'POST /api/appointments/:id/cancel': (_, of) =>
    at(`/api/appointments/${of.appointment}/cancel`, { by: 'patient', code: 'ill' }),

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
  'POST /api/observations/:id/retract': (_, of) =>
    at(`/api/observations/${of.observation}/retract`, { reason: 'typed wrong' }),
  'GET /api/dashboard': () => at('/api/dashboard'),
}
