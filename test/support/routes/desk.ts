import { must } from '../clinic-fixture.ts'
import { freeTime, made } from '../prepared-objects.ts'
import type { RouteArea, Samples } from '../route-areas.ts'
import { aTime, at, price, spans, unique } from '../sample-values.ts'

/** Free times, visit types, rooms and the price list. */
const samples: Samples = {
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
}

export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
POST   /api/slots/holds                           yes   yes    yes   yes          yes   none
DELETE /api/slots/holds/:id                       yes   yes    yes   yes          own   none
GET    /api/rooms/:id/maintenance                 yes   yes    yes   yes          no    none
POST   /api/rooms/:id/maintenance                 yes   no     no    no           no    none
DELETE /api/rooms/:id/maintenance/:maintenanceId  yes   no     no    no           no    none
GET    /api/slots                                 yes   yes    yes   yes          yes   none
GET    /api/slots#clinic                          yes   yes    yes   yes          yes
GET    /api/visit-types                           yes   yes    yes   yes          yes   none
POST   /api/visit-types                           yes   no     no    no           no    none
GET    /api/visit-types/:id                       yes   yes    yes   yes          yes   none
PATCH  /api/visit-types/:id                       yes   no     no    no           no    none
GET    /api/rooms                                 yes   yes    yes   yes          no    none
POST   /api/rooms                                 yes   no     no    no           no    none
GET    /api/rooms/:id                             yes   yes    yes   yes          no    none
PATCH  /api/rooms/:id                             yes   no     no    no           no    none
PUT    /api/rooms/:id                             yes   no     no    no           no    none
DELETE /api/rooms/:id                             yes   no     no    no           no    none
GET    /api/rooms/board                           yes   yes    yes   yes          no    found
GET    /api/products                              yes   yes    yes   yes          no    none
POST   /api/products                              yes   no     no    no           no    none
GET    /api/products/:id                          yes   yes    yes   yes          no    none
PATCH  /api/products/:id                          yes   no     no    no           no    none
`,
  samples,
  furtherSamples: {
    'GET /api/slots#clinic': () => at(`/api/slots?${spans()}&minutes=30`),
  },
  preparing: {
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
    'DELETE /api/rooms/:id': async fixture => {
      const { path, body } = samples['POST /api/rooms']?.(fixture, fixture.own) ?? { path: '' }
      return { path: `${path}/${await made(fixture, path, body)}` }
    },
  },
}
