import { type ClinicFixture, must, type Objects } from '../clinic-fixture.ts'
import { aPatient, arrived, made, someone } from '../prepared-objects.ts'
import type { RouteArea } from '../route-areas.ts'
import { at, unique } from '../sample-values.ts'

/** The queue and the waitlist. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
GET    /api/queue                                 yes   yes    yes   yes          no    found
POST   /api/queue/next                            yes   yes    yes   yes          no    found
POST   /api/queue/:appointmentId/call             yes   yes    yes   yes          no    object
POST   /api/queue/:appointmentId/recall           yes   yes    yes   yes          no    object
POST   /api/queue/:appointmentId/skip             yes   yes    yes   yes          no    object
GET    /api/queue/screen                          live  live   live  live         live  none
POST   /api/queue/screen                          yes   yes    yes   yes          no    none
GET    /api/queue/screens                         yes   yes    yes   yes          no    none
DELETE /api/queue/screens/:id                     yes   yes    yes   yes          no    none
GET    /api/waitlist                              yes   yes    yes   yes          own   patient
POST   /api/waitlist                              yes   yes    yes   yes          own   patient
DELETE /api/waitlist/:id                          yes   yes    yes   yes          own   object
GET    /api/waitlist/offers                       yes   yes    yes   yes          own   patient
POST   /api/waitlist/offers/:id/accept            yes   yes    yes   yes          own   object
POST   /api/waitlist/offers/:id/decline           yes   yes    yes   yes          own   object
`,
  samples: {
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
    'DELETE /api/waitlist/:id': (_, of) => at(`/api/waitlist/${of.waitlistEntry}`),
    'GET /api/waitlist/offers': (_, of) => at(`/api/waitlist/offers?patientId=${of.patient}`),
    'POST /api/waitlist/offers/:id/accept': (_, of) => at(`/api/waitlist/offers/${of.offer}/accept`, {}),
    'POST /api/waitlist/offers/:id/decline': (_, of) => at(`/api/waitlist/offers/${of.offer}/decline`, {}),
  },
  preparing: {
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
  },
}

async function called(fixture: ClinicFixture): Promise<string> {
  const id = await arrived(fixture)
  must(await fixture.everyone.ask('POST', `/api/queue/${id}/call`, {}))
  return id
}
