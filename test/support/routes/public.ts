import type { RouteArea } from '../route-areas.ts'
import { at, unique } from '../sample-values.ts'

/** Pages without sign-in. */
export const area: RouteArea = {
  access: `
route                                             owner doctor nurse receptionist patient  log
GET    /api/public/:slug                          open  open   open  open         open  none
GET    /api/public/:slug/slots                    open  open   open  open         open  none
POST   /api/public/:slug/register                 open  open   open  open         open  none
`,
  samples: {
    'GET /api/public/:slug': fixture => at(`/api/public/clinic-${fixture.canary}`),
    'POST /api/public/:slug/register': fixture =>
      at(`/api/public/clinic-${fixture.canary}/register`, {
        name: 'Someone New',
        email: `${unique()}@example.test`,
        password: 'a long enough phrase',
      }),
    'GET /api/public/:slug/slots': fixture =>
      at(`/api/public/clinic-${fixture.canary}/slots?visitTypeId=${fixture.shared.visitType}`),
  },
}
