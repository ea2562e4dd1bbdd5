import { api } from '../../gateway/api.ts'
import { aMonday, type ClinicFixture, type Objects } from './clinic-fixture.ts'

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

type Make = (fixture: ClinicFixture, of: Objects) => Sample

const at = (path: string, body?: Record<string, unknown>): Sample => (body ? { path, body } : { path })
const patient = { name: { given: 'Someone' }, sex: 'other' }
const hour = 3_600_000
const later = (hours: number) => new Date(Math.ceil(Date.now() / hour) * hour + hours * hour).toISOString()
const price = { amount: 100, currency: 'USD' }
/** A word that nobody has, and that comes last in every order. */
const unique = () => `z${crypto.randomUUID().slice(0, 8)}`
/** A time of its own for each booking of a clinic, after all that a fixture has booked: the same for every clinic. */
const turns = new Map<string, number>()
function aTime({ clinicId }: ClinicFixture, from = 400): string {
  const turn = (turns.get(clinicId) ?? 0) + 1
  turns.set(clinicId, turn)
  return later(from + turn)
}
/** The two days in which a fixture has its visits. */
const spans = () => {
  const date = (days: number) => new Date(aMonday(Date.now()) + days * 24 * hour).toISOString().slice(0, 10)
  return `from=${date(0)}&to=${date(2)}`
}

/** Requests to a route that ask for more than its sample does, each with a rule of its own. */
export const furtherSamples: Record<string, Make> = {
  'POST /api/auth/invitations#staff': () =>
    at('/api/auth/invitations', { name: 'Someone', roles: ['receptionist'], email: `${unique()}@example.test` }),
  'POST /api/auth/invitations#outsider': ({ outsider }) =>
    at('/api/auth/invitations', { name: 'Someone', roles: ['receptionist'], email: outsider }),
  'GET /api/members#patient': (_, of) => at(`/api/members?patientId=${of.patient}`),
  'GET /api/appointments#all': () => at('/api/appointments?limit=100'),
  'GET /api/patients#changed': () => at('/api/patients?updatedSince=2020-01-01&limit=100'),
  'GET /api/patients#name': () => at('/api/patients?q=Own&limit=100'),
  'GET /api/patients#typo': () => at('/api/patients?q=Othre&limit=100'),
  'GET /api/slots#clinic': () => at(`/api/slots?${spans()}&minutes=30`),
  'POST /api/appointments#overbook': (_, of) =>
    at('/api/appointments', {
      patientId: of.patient,
      staffId: of.staff,
      startsAt: later(24),
      minutes: 30,
      overbook: { reason: 'an emergency' },
    }),
}

/** A request per route that its rules accept, on the objects of a fixture: a test fails for a route without one. */
export const samples: Record<string, Make> = {
  'GET /health': () => at('/health'),
  'GET /api': () => at('/api'),
  'GET /.well-known/jwks.json': () => at('/.well-known/jwks.json'),
  'GET /api/openapi.json': () => at('/api/openapi.json'),
  'GET /api/docs': () => at('/api/docs'),
  'POST /api/auth/login': () => at('/api/auth/login', { email: 'nobody@example.test', password: 'nothing' }),
  'POST /api/auth/login/mfa': () => at('/api/auth/login/mfa', { mfaToken: 'not.a.token', code: '000000' }),
  'POST /api/auth/login/mfa/setup': () => at('/api/auth/login/mfa/setup', { mfaToken: 'not.a.token' }),
  'POST /api/auth/login/mfa/setup/confirm': () =>
    at('/api/auth/login/mfa/setup/confirm', { mfaToken: 'not.a.token', code: '000000' }),
  'POST /api/auth/refresh': () => at('/api/auth/refresh'),
  'POST /api/auth/logout': () => at('/api/auth/logout'),
  'GET /api/auth/session': () => at('/api/auth/session'),
  'POST /api/auth/register': () =>
    at('/api/auth/register', {
      clinic: { name: 'A clinic', timezone: 'UTC', country: 'US', currency: 'USD', locale: 'en' },
      owner: { name: 'An owner', email: `${unique()}@example.test`, password: 'a password of a sample' },
    }),
  'POST /api/auth/confirm': () => at('/api/auth/confirm', { token: 'nobody-made-this' }),
  'POST /api/auth/password/forgot': () => at('/api/auth/password/forgot', { email: 'nobody@example.test' }),
  'POST /api/auth/password/reset': () =>
    at('/api/auth/password/reset', { token: 'nobody-made-this', password: 'a password of a sample' }),
  'POST /api/auth/password': () => at('/api/auth/password', { current: 'nothing', next: 'a password of a sample' }),
  'POST /api/auth/invitations': (_, of) =>
    at('/api/auth/invitations', { name: 'Someone', roles: ['patient'], patientId: of.patient, relation: 'self' }),
  'GET /api/auth/invitations': () => at('/api/auth/invitations'),
  'POST /api/auth/invitations/look': () => at('/api/auth/invitations/look', { token: 'nobody-made-this' }),
  'POST /api/auth/invitations/accept': () => at('/api/auth/invitations/accept', { token: 'nobody-made-this' }),
  'DELETE /api/auth/invitations/:id': fixture => at(`/api/auth/invitations/${fixture.shared.invitation}`),
  'POST /api/auth/invitations/:id/resend': fixture => at(`/api/auth/invitations/${fixture.shared.invitation}/resend`),
  'GET /api/members': () => at('/api/members'),
  'GET /api/members/:id': fixture => at(`/api/members/${fixture.shared.member}`),
  'PATCH /api/members/:id': fixture => at(`/api/members/${fixture.shared.member}`, { roles: ['receptionist'] }),
  'DELETE /api/members/:id/second-factor': fixture => at(`/api/members/${fixture.shared.member}/second-factor`),
  'DELETE /api/members/:id': fixture => at(`/api/members/${fixture.shared.member}`),
  'GET /api/relations': () => at('/api/relations'),
  'POST /api/relations/:id/approve': (_, of) => at(`/api/relations/${of.relation}/approve`, {}),
  'POST /api/relations/:id/end': (_, of) => at(`/api/relations/${of.relation}/end`, {}),
  'POST /api/auth/switch': fixture => at('/api/auth/switch', { clinicId: fixture.clinicId }),

  'GET /api/auth/sessions': () => at('/api/auth/sessions'),
  'DELETE /api/auth/sessions': () => at('/api/auth/sessions'),
  'DELETE /api/auth/sessions/:id': () => at(`/api/auth/sessions/ses-${crypto.randomUUID()}`),
  'GET /api/auth/mfa': () => at('/api/auth/mfa'),
  'POST /api/auth/mfa/totp': () => at('/api/auth/mfa/totp'),
  'POST /api/auth/mfa/totp/confirm': () => at('/api/auth/mfa/totp/confirm', { code: '000000' }),
  'POST /api/auth/mfa/totp/remove': () => at('/api/auth/mfa/totp/remove', { code: '000000' }),
  'POST /api/auth/mfa/recovery-codes': () => at('/api/auth/mfa/recovery-codes', { code: '000000' }),
  'GET /api/auth/policy': () => at('/api/auth/policy'),
  'PUT /api/auth/policy': () => at('/api/auth/policy', { requireSecondFactor: false }),

  'POST /api/patients': () => at('/api/patients', patient),
  'GET /api/patients': () => at('/api/patients'),
  'POST /api/patients/match': () => at('/api/patients/match', { name: { given: 'Own' } }),
  'POST /api/patients/import': () =>
    at('/api/patients/import', { importId: unique(), source: 'test', rows: [patient] }),
  'GET /api/patients/:id': (_, of) => at(`/api/patients/${of.patient}`),
  'PATCH /api/patients/:id': (_, of) => at(`/api/patients/${of.patient}`, { phone: '555 0101' }),
  'POST /api/patients/:id/archive': (_, of) => at(`/api/patients/${of.patient}/archive`),
  'POST /api/patients/:id/restore': (_, of) => at(`/api/patients/${of.patient}/restore`),
  // Into nobody: what is merged would be in the way of every other sample.
  'POST /api/patients/:id/merge': (_, of) => at(`/api/patients/${of.patient}/merge`, { intoId: 'pat-nobody' }),
  'POST /api/patients/:id/unmerge': (_, of) => at(`/api/patients/${of.patient}/unmerge`),
  'POST /api/patients/:id/verify': (_, of) => at(`/api/patients/${of.patient}/verify`),
  'GET /api/patients/:id/relations': (_, of) => at(`/api/patients/${of.patient}/relations`),
  'GET /api/patients/:id/timeline': (_, of) => at(`/api/patients/${of.patient}/timeline`),
  'GET /api/patients/:id/summary': (_, of) => at(`/api/patients/${of.patient}/summary`),

  'GET /api/clinic': () => at('/api/clinic'),
  'PATCH /api/clinic': () => at('/api/clinic', { phone: '555 0199' }),
  'GET /api/clinic/closures': () => at('/api/clinic/closures'),
  'POST /api/clinic/closures': () =>
    at('/api/clinic/closures', { startsAt: '2032-01-01', endsAt: '2032-01-02', reason: 'x' }),
  'DELETE /api/clinic/closures/:id': fixture => at(`/api/clinic/closures/${fixture.shared.closure}`),
  'GET /api/staff': () => at('/api/staff'),
  'POST /api/staff': () => at('/api/staff', { name: 'Someone', profession: 'other' }),
  'GET /api/staff/specialties': () => at('/api/staff/specialties'),
  'GET /api/staff/hours': () => at(`/api/staff/hours?${spans()}`),
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
  'POST /api/staff/:id/absences/preview': (_, of) =>
    at(`/api/staff/${of.staff}/absences/preview`, { startsAt: '2033-01-01', endsAt: '2033-01-02' }),
  'DELETE /api/staff/:id/absences/:absenceId': (_, of) => at(`/api/staff/${of.staff}/absences/${of.absence}`),

  'GET /api/staff/:id/openings': (_, of) => at(`/api/staff/${of.staff}/openings`),
  'POST /api/staff/:id/openings': (_, of) =>
    at(`/api/staff/${of.staff}/openings`, { startsAt: '2033-01-01T10:00:00Z', endsAt: '2033-01-01T12:00:00Z' }),
  'DELETE /api/staff/:id/openings/:openingId': (_, of) => at(`/api/staff/${of.staff}/openings/${of.opening}`),
  'GET /api/slots': (_, of) => at(`/api/slots?${spans()}&minutes=30&staffId=${of.staff}`),
  'POST /api/slots/holds': (fixture, of) =>
    at('/api/slots/holds', { staffId: of.staff, startsAt: aTime(fixture), minutes: 30 }),
  'DELETE /api/slots/holds/:id': (_, of) => at(`/api/slots/holds/${of.hold}`),
  'GET /api/visit-types': () => at('/api/visit-types'),
  'POST /api/visit-types': () => at('/api/visit-types', { name: unique(), minutes: 20 }),
  'GET /api/visit-types/:id': fixture => at(`/api/visit-types/${fixture.shared.visitType}`),
  'PATCH /api/visit-types/:id': fixture => at(`/api/visit-types/${fixture.shared.visitType}`, { bufferAfter: 5 }),
  'GET /api/rooms': () => at('/api/rooms'),
  'POST /api/rooms': () => at('/api/rooms', { number: unique(), type: 'x', price }),
  'GET /api/rooms/board': () => at('/api/rooms/board'),
  'GET /api/rooms/:id': fixture => at(`/api/rooms/${fixture.shared.room}`),
  'PATCH /api/rooms/:id': fixture => at(`/api/rooms/${fixture.shared.room}`, { equipment: ['x'] }),
  'PUT /api/rooms/:id': fixture => at(`/api/rooms/${fixture.shared.room}`, { equipment: ['y'] }),
  'DELETE /api/rooms/:id': fixture => at(`/api/rooms/${fixture.shared.room}`),
  'GET /api/rooms/:id/maintenance': fixture => at(`/api/rooms/${fixture.shared.room}/maintenance`),
  'POST /api/rooms/:id/maintenance': fixture =>
    at(`/api/rooms/${fixture.shared.room}/maintenance`, { startsAt: '2032-01-01', endsAt: '2032-01-02', reason: 'x' }),
  'DELETE /api/rooms/:id/maintenance/:maintenanceId': fixture =>
    at(`/api/rooms/${fixture.shared.room}/maintenance/${fixture.shared.maintenance}`),
  'GET /api/products': () => at('/api/products'),
  'POST /api/products': () => at('/api/products', { name: unique(), kind: 'service', price }),
  'GET /api/products/:id': fixture => at(`/api/products/${fixture.shared.product}`),
  'PATCH /api/products/:id': fixture => at(`/api/products/${fixture.shared.product}`, { taxRate: 11 }),

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

  'GET /api/queue': () => at('/api/queue'),
  'POST /api/queue/next': () => at('/api/queue/next', {}),
  ...Object.fromEntries(
    ['call', 'recall', 'skip'].map(step => [
      `POST /api/queue/:appointmentId/${step}`,
      (_: ClinicFixture, of: Objects) => at(`/api/queue/${of.appointment}/${step}`, {}),
    ]),
  ),
  'GET /api/queue/screen': () => at('/api/queue/screen'),
  'POST /api/queue/screen': () => at('/api/queue/screen', { name: unique() }),
  'GET /api/queue/screens': () => at('/api/queue/screens'),
  'DELETE /api/queue/screens/:id': fixture => at(`/api/queue/screens/${fixture.shared.screen}`),

  'GET /api/waitlist': (_, of) => at(`/api/waitlist?patientId=${of.patient}`),
  'POST /api/waitlist': (fixture, of) =>
    at('/api/waitlist', { patientId: of.patient, staffId: of.staff, visitTypeId: fixture.shared.visitType }),
  'DELETE /api/waitlist/:id': (_, of) => at(`/api/waitlist/${of.wish}`),
  'GET /api/waitlist/offers': (_, of) => at(`/api/waitlist/offers?patientId=${of.patient}`),
  'POST /api/waitlist/offers/:id/accept': (_, of) => at(`/api/waitlist/offers/${of.offer}/accept`, {}),
  'POST /api/waitlist/offers/:id/decline': (_, of) => at(`/api/waitlist/offers/${of.offer}/decline`, {}),
  'GET /api/statistics': () => at(`/api/statistics?${spans()}`),

  'GET /api/public/:slug': fixture => at(`/api/public/clinic-${fixture.canary}`),
  'POST /api/public/:slug/register': fixture =>
    at(`/api/public/clinic-${fixture.canary}/register`, {
      name: 'Someone New',
      email: `${unique()}@example.test`,
      password: 'a long enough phrase',
    }),
  'GET /api/public/:slug/slots': fixture =>
    at(`/api/public/clinic-${fixture.canary}/slots?visitTypeId=${fixture.shared.visitType}`),

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
  'GET /api/dashboard': () => at('/api/dashboard'),
  'GET /api/patients/:id/access-log': (_, of) => at(`/api/patients/${of.patient}/access-log`),
  'GET /api/access-log': () => at('/api/access-log'),
  'GET /api/access-log/csv': () => at('/api/access-log/csv'),
  'GET /api/access-log/verify': () => at('/api/access-log/verify'),
}
