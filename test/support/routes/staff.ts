import { type ClinicFixture, must } from '../clinic-fixture.ts'
import { archived, made, someone } from '../prepared-objects.ts'
import type { RouteArea, Sample, Samples } from '../route-areas.ts'
import { at, spans } from '../sample-values.ts'

declare module '../clinic-fixture.ts' {
  interface Objects {
    absence: string
    opening: string
  }
}

/** The clinic and its staff. */
const samples: Samples = {
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
}

export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
GET    /api/clinic                                yes   yes    yes   yes          yes   none
PATCH  /api/clinic                                yes   no     no    no           no    none
GET    /api/clinic/closures                       yes   yes    yes   yes          yes   none
POST   /api/clinic/closures                       yes   no     no    no           no    none
DELETE /api/clinic/closures/:id                   yes   no     no    no           no    none
GET    /api/staff                                 yes   yes    yes   yes          yes   none
POST   /api/staff                                 yes   no     no    no           no    none
GET    /api/staff/specialties                     yes   yes    yes   yes          yes   none
GET    /api/staff/hours                           yes   yes    yes   yes          yes   none
GET    /api/staff/:id                             yes   yes    yes   yes          yes   none
PATCH  /api/staff/:id                             yes   no     no    no           no    none
POST   /api/staff/:id/archive                     yes   no     no    no           no    none
POST   /api/staff/:id/restore                     yes   no     no    no           no    none
GET    /api/staff/:id/availability                yes   yes    yes   yes          yes   none
GET    /api/staff/:id/availability/:validFrom     yes   yes    yes   yes          yes   none
PUT    /api/staff/:id/availability/:validFrom     yes   own    no    no           no    none
DELETE /api/staff/:id/availability/:validFrom     yes   own    no    no           no    none
GET    /api/staff/:id/absences                    yes   yes    yes   yes          no    none
POST   /api/staff/:id/absences                    yes   own    own   yes          no    found
POST   /api/staff/:id/absences/preview            yes   yes    yes   yes          no    found
DELETE /api/staff/:id/absences/:absenceId         yes   own    own   yes          no    none
GET    /api/staff/:id/openings                    yes   yes    yes   yes          no    none
POST   /api/staff/:id/openings                    yes   own    own   yes          no    none
DELETE /api/staff/:id/openings/:openingId         yes   own    own   yes          no    none
`,
  samples,
  objects: async ({ owner }, { staff }, reason) => {
    const absence = { startsAt: '2031-02-01', endsAt: '2031-02-02', reason }
    const opening = { startsAt: '2031-03-01T10:00:00Z', endsAt: '2031-03-01T12:00:00Z', reason }
    return {
      absence: must(await owner.ask('POST', `/api/staff/${staff}/absences`, absence)).id,
      opening: must(await owner.ask('POST', `/api/staff/${staff}/openings`, opening)).id,
    }
  },
  preparing: {
    'POST /api/staff/:id/archive': async fixture => ({
      path: `/api/staff/${await someone(fixture)}/archive`,
      body: {},
    }),
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
    'GET /api/staff/:id/availability/:validFrom': fixture => hours(fixture, '2039-02-01'),
    'DELETE /api/staff/:id/availability/:validFrom': fixture => hours(fixture, '2039-03-01'),
    'PUT /api/staff/:id/availability/:validFrom': async fixture => ({
      path: `/api/staff/${await someone(fixture)}/availability/2039-01-01`,
      body: { weekly: [] },
    }),
  },
}

async function hours(fixture: ClinicFixture, from: string): Promise<Sample> {
  const staff = `/api/staff/${await someone(fixture)}/availability`
  must(await fixture.everyone.ask('PUT', `${staff}/${from}`, { weekly: [] }))
  return { path: `${staff}/${from}` }
}
