import type { RouteArea } from '../route-areas.ts'
import { at } from '../sample-values.ts'

/** The API itself, the dashboard and the access log. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
GET    /health                                    open  open   open  open         open  none
GET    /api                                       open  open   open  open         open  none
GET    /.well-known/jwks.json                     open  open   open  open         open  none
GET    /api/openapi.json                          open  open   open  open         open  none
GET    /api/docs                                  open  open   open  open         open  none
GET    /api/dashboard                             yes   yes    yes   yes          no    none
POST   /api/live/ticket                           yes   yes    yes   yes          yes   none
GET    /api/live                                  open  open   open  open         open  none
GET    /api/access-log                            yes   no     no    no           no    log
GET    /api/access-log/days                       yes   no     no    no           no    log
GET    /api/access-log/csv                        yes   no     no    no           no    log
GET    /api/access-log/verify                     yes   no     no    no           no    none
GET    /api/access-log/witness                    yes   no     no    no           no    none
PUT    /api/access-log/witness                    yes   no     no    no           no    none
GET    /api/patients/:id/access-log               yes   no     no    no           own   patient
GET    /api/patients/:id/access-log/days          yes   no     no    no           own   patient
`,
  samples: {
    'GET /health': () => at('/health'),
    'GET /api': () => at('/api'),
    'GET /.well-known/jwks.json': () => at('/.well-known/jwks.json'),
    'GET /api/openapi.json': () => at('/api/openapi.json'),
    'GET /api/docs': () => at('/api/docs'),
    'GET /api/dashboard': () => at('/api/dashboard'),
    'POST /api/live/ticket': () => at('/api/live/ticket'),
    'GET /api/live': () => at('/api/live'),
    'GET /api/patients/:id/access-log': (_, of) => at(`/api/patients/${of.patient}/access-log`),
    'GET /api/access-log': () => at('/api/access-log'),
    'GET /api/access-log/days': () => at('/api/access-log/days'),
    'GET /api/patients/:id/access-log/days': (_, of) => at(`/api/patients/${of.patient}/access-log/days`),
    'GET /api/access-log/csv': () => at('/api/access-log/csv'),
    'GET /api/access-log/verify': () => at('/api/access-log/verify'),
    'GET /api/access-log/witness': () => at('/api/access-log/witness'),
    'PUT /api/access-log/witness': () => at('/api/access-log/witness', { weekly: false }),
  },
}
