import { must } from '../clinic-fixture.ts'
import { aPatient, archived } from '../prepared-objects.ts'
import type { RouteArea } from '../route-areas.ts'
import { at, unique } from '../sample-values.ts'

const patient = { name: { given: 'Someone' }, sex: 'other' }

/** Patients. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
POST   /api/patients                              yes   yes    yes   yes          no    found
GET    /api/patients                              yes   yes    yes   yes          no    log
GET    /api/patients#changed                      yes   yes    yes   yes          no
GET    /api/patients#name                         yes   yes    yes   yes          no
GET    /api/patients#typo                         yes   yes    yes   yes          no
POST   /api/patients/match                        yes   yes    yes   yes          no    log
POST   /api/patients/import                       yes   yes    yes   yes          no    found
GET    /api/patients/:id                          yes   yes    yes   yes          own   patient
PATCH  /api/patients/:id                          yes   yes    yes   yes          own   patient
POST   /api/patients/:id/archive                  yes   yes    no    yes          no    patient
POST   /api/patients/:id/restore                  yes   yes    no    yes          no    patient
POST   /api/patients/:id/merge                    yes   yes    no    yes          no    two
POST   /api/patients/:id/merge/preview            yes   yes    no    yes          no    two
POST   /api/patients/:id/unmerge                  yes   yes    no    yes          no    two
POST   /api/patients/:id/verify                   yes   yes    yes   yes          no    patient
GET    /api/patients/:id/timeline                 no    yes    yes   no           own   patient
GET    /api/patients/:id/summary                  yes   yes    yes   yes          own   patient
`,
  samples: {
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
    'POST /api/patients/:id/merge/preview': (_, of) =>
      at(`/api/patients/${of.patient}/merge/preview`, { intoId: 'pat-nobody' }),
    'POST /api/patients/:id/unmerge': (_, of) => at(`/api/patients/${of.patient}/unmerge`),
    'POST /api/patients/:id/verify': (_, of) => at(`/api/patients/${of.patient}/verify`),
    'GET /api/patients/:id/timeline': (_, of) => at(`/api/patients/${of.patient}/timeline`),
    'GET /api/patients/:id/summary': (_, of) => at(`/api/patients/${of.patient}/summary`),
  },
  furtherSamples: {
    'GET /api/patients#changed': () => at('/api/patients?updatedSince=2020-01-01&limit=100'),
    'GET /api/patients#name': () => at('/api/patients?q=Own&limit=100'),
    'GET /api/patients#typo': () => at('/api/patients?q=Othre&limit=100'),
  },
  preparing: {
    'POST /api/patients/:id/archive': async fixture => ({ path: `/api/patients/${await aPatient(fixture)}/archive` }),
    'POST /api/patients/:id/restore': async fixture => archived(fixture, 'patients', await aPatient(fixture)),
    'POST /api/patients/:id/merge': async fixture => ({
      path: `/api/patients/${await aPatient(fixture)}/merge`,
      body: { intoId: await aPatient(fixture) },
    }),
    'POST /api/patients/:id/merge/preview': async fixture => ({
      path: `/api/patients/${await aPatient(fixture)}/merge/preview`,
      body: { intoId: await aPatient(fixture) },
    }),
    'POST /api/patients/:id/unmerge': async fixture => {
      const [id, intoId] = [await aPatient(fixture), await aPatient(fixture)]
      must(await fixture.everyone.ask('POST', `/api/patients/${id}/merge`, { intoId }))
      return { path: `/api/patients/${id}/unmerge` }
    },
    'POST /api/patients/:id/verify': async fixture => ({ path: `/api/patients/${await fixture.stranger()}/verify` }),
  },
}
