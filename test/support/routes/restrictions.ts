import { type ClinicFixture, must } from '../clinic-fixture.ts'
import { aPatient } from '../prepared-objects.ts'
import type { RouteArea } from '../route-areas.ts'
import { at } from '../sample-values.ts'

const reason = 'unconscious in the waiting room'

/** Restricted records, and opening one with a reason. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
GET    /api/patients/:id/restriction              yes   yes    yes   no           no    patient
PUT    /api/patients/:id/restriction              yes   yes    no    no           no    patient
DELETE /api/patients/:id/restriction              yes   yes    no    no           no    patient
POST   /api/patients/:id/access                   no    yes    yes   no           no    patient
GET    /api/members/clinicians                    yes   yes    no    no           no    none
GET    /api/access-log/unusual                    yes   no     no    no           no    log
`,
  samples: {
    'GET /api/patients/:id/restriction': (_, of) => at(`/api/patients/${of.patient}/restriction`),
    'PUT /api/patients/:id/restriction': (_, of) => at(`/api/patients/${of.patient}/restriction`, { reason }),
    'DELETE /api/patients/:id/restriction': (_, of) => at(`/api/patients/${of.restricted}/restriction`, { reason }),
    'POST /api/patients/:id/access': (_, of) => at(`/api/patients/${of.patient}/access`, { reason }),
    'GET /api/members/clinicians': () => at('/api/members/clinicians'),
    'GET /api/access-log/unusual': () => at('/api/access-log/unusual'),
  },
  objects: async ({ owner, receptionist }) => {
    const { id } = must(await receptionist.ask('POST', '/api/patients', { name: { given: 'Someone' }, sex: 'other' }))
    must(await owner.ask('PUT', `/api/patients/${id}/restriction`, { reason }))
    return { restricted: id }
  },
  preparing: {
    'PUT /api/patients/:id/restriction': async fixture => ({
      path: `/api/patients/${await aPatient(fixture)}/restriction`,
      body: { reason },
    }),
    'DELETE /api/patients/:id/restriction': async fixture => ({ path: await restricted(fixture), body: { reason } }),
  },
}

async function restricted(fixture: ClinicFixture): Promise<string> {
  const path = `/api/patients/${await aPatient(fixture)}/restriction`
  must(await fixture.everyone.ask('PUT', path, { reason }))
  return path
}
