import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { log, thrown } from '#shared/log'
import { unready } from '#shared/unready'
import { NotLogged } from './access-log/append.ts'
import { leavesEntry } from './access-log/middleware.ts'
import { silence } from './answer.ts'
import { sameOrigin } from './auth/browser.ts'
import { standing } from './auth/standing.ts'
import { accountBrake, addressBrake } from './flood.ts'
import type { Gateway } from './gateway.ts'
import { bodyLimit, openRoutes, requestContext, signedIn } from './middleware.ts'
import { openApi } from './openapi.ts'
import { problem } from './problem.ts'
import { accessLog, patientAccessLog } from './routes/access-log.ts'
import { accounts } from './routes/accounts.ts'
import { appointments } from './routes/appointments.ts'
import { auth } from './routes/auth.ts'
import { chart } from './routes/chart.ts'
import { clinic } from './routes/clinic.ts'
import { dashboard } from './routes/dashboard.ts'
import { desk } from './routes/desk.ts'
import { docs } from './routes/docs.ts'
import { encounters } from './routes/encounters.ts'
import { invitations } from './routes/invitations.ts'
import { loginMfa } from './routes/login-mfa.ts'
import { members } from './routes/members.ts'
import { observations } from './routes/observations.ts'
import { patients } from './routes/patients.ts'
import { publicRoutes } from './routes/public.ts'
import { queue } from './routes/queue.ts'
import { secondFactor } from './routes/second-factor.ts'
import { sessions } from './routes/sessions.ts'
import { staff } from './routes/staff.ts'
import { system } from './routes/system.ts'
import { times } from './routes/times.ts'
import { waitlist } from './routes/waitlist.ts'
import { says } from './validate.ts'
import { version } from './version.ts'

/** Every route of the HTTP API, chained so that the web app's client knows each by type. Imports no `cloudflare:*`. */
const routes = new Hono<Gateway>()
  .use(requestContext, bodyLimit, addressBrake)
  .use('/api/auth/*', sameOrigin)
  .use(signedIn, accountBrake, leavesEntry, standing)
  .route('/', system)
  .route('/api/docs', docs)
  .route('/api/auth', auth)
  .route('/api/auth', accounts)
  .route('/api/auth/invitations', invitations)
  .route('/api/members', members)
  .route('/api/auth/login/mfa', loginMfa)
  .route('/api/auth', secondFactor)
  .route('/api/auth', sessions)
  .route('/api/patients', patients)
  .route('/api/patients', chart)
  .route('/api/patients', patientAccessLog)
  .route('/api/clinic', clinic)
  .route('/api/staff', staff)
  .route('/api/staff', times)
  .route('/api', desk)
  .route('/api/appointments', appointments)
  .route('/api/queue', queue)
  .route('/api/waitlist', waitlist)
  .route('/api/public', publicRoutes)
  .route('/api/encounters', encounters)
  .route('/api/observations', observations)
  .route('/api/dashboard', dashboard)
  .route('/api/access-log', accessLog)

export type Api = typeof routes

export const api = routes
  .get('/api/openapi.json', says('This description, OpenAPI 3.1'), c => c.json(openApi(routes, openRoutes, version)))
  .notFound(c => {
    const path = c.req.path
    const known = routes.routes.some(route => route.method !== 'ALL' && matches(route.path, path))
    return problem(c, { code: known ? 'method_not_allowed' : 'not_found' })
  })
  .onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400) {
      return problem(c, { code: 'invalid_request', details: [{ path: '', rule: 'json' }] })
    }
    if (error instanceof NotLogged) return problem(c, { code: silence(c) })
    log('gateway.failed', { requestId: c.get('requestId'), ...thrown(error) })
    return problem(c, { code: unready(error) ? 'unavailable' : 'internal' })
  })

/** Whether a path of the router, `/api/patients/:id`, covers this one. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith(':') || part === given[i])
}
