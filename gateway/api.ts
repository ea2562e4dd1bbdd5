import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { log, thrown } from '#shared/log'
import { unready } from '#shared/unready'
import { NotLogged } from './access-log/append.ts'
import { leavesEntry } from './access-log/middleware.ts'
import type { Gateway } from './gateway.ts'
import { bodyLimit, openRoutes, requestContext } from './http/middleware.ts'
import { openApi } from './http/openapi.ts'
import { byRoute, silence } from './http/operation.ts'
import { problem } from './http/problem.ts'
import { limitAccounts, limitAddresses } from './http/rate-limit.ts'
import { accompaniedBy, says } from './http/route.ts'
import { OriginUnknown } from './identity/browser/client.ts'
import { sameOrigin } from './identity/browser/same-origin.ts'
import { signedIn } from './identity/browser/signed-in.ts'
import { whileTokenIsTrue } from './identity/browser/token-check.ts'
import { appointments } from './routes/appointment/appointments.ts'
import { desk } from './routes/appointment/desk.ts'
import { queue } from './routes/appointment/queue.ts'
import { waitlist } from './routes/appointment/waitlist.ts'
import { accounts } from './routes/identity/accounts.ts'
import { auth } from './routes/identity/auth.ts'
import { invitations } from './routes/identity/invitations.ts'
import { loginMfa } from './routes/identity/login-mfa.ts'
import { members } from './routes/identity/members.ts'
import { patientRelations, relations } from './routes/identity/relations.ts'
import { secondFactor } from './routes/identity/second-factor.ts'
import { sessions } from './routes/identity/sessions.ts'
import { chart } from './routes/patient/chart.ts'
import { patients } from './routes/patient/patients.ts'
import { encounters } from './routes/record/encounters.ts'
import { observations } from './routes/record/observations.ts'
import { restrictions } from './routes/record/restrictions.ts'
import { clinic } from './routes/staff/clinic.ts'
import { staffMembers } from './routes/staff/staff.ts'
import { times } from './routes/staff/times.ts'
import { accessLog, patientAccessLog } from './routes/system/access-log.ts'
import { dashboard } from './routes/system/dashboard.ts'
import { docs } from './routes/system/docs.ts'
import { live } from './routes/system/live.ts'
import { publicRoutes } from './routes/system/public.ts'
import { system } from './routes/system/system.ts'
import { version } from './version.ts'

/** Every route of the HTTP API, chained so that the web app's client knows each by type. Imports no `cloudflare:*`. */
const routes = new Hono<Gateway>()
  .use(accompaniedBy({ leavesEntry, whileTokenIsTrue }))
  .use(requestContext, bodyLimit, limitAddresses)
  .use('/api/auth/*', sameOrigin)
  .use(signedIn, limitAccounts)
  .route('/', system)
  .route('/api/docs', docs)
  .route('/api/auth', auth)
  .route('/api/auth', accounts)
  .route('/api/auth/invitations', invitations)
  .route('/api/members', members)
  .route('/api/relations', relations)
  .route('/api/auth/login/mfa', loginMfa)
  .route('/api/auth', secondFactor)
  .route('/api/auth', sessions)
  .route('/api/patients', patients)
  .route('/api/patients', chart)
  .route('/api/patients', patientAccessLog)
  .route('/api/patients', patientRelations)
  .route('/api/patients', restrictions)
  .route('/api/clinic', clinic)
  .route('/api/staff', staffMembers)
  .route('/api/staff', times)
  .route('/api', desk)
  .route('/api/appointments', appointments)
  .route('/api/queue', queue)
  .route('/api/waitlist', waitlist)
  .route('/api/public', publicRoutes)
  .route('/api/encounters', encounters)
  .route('/api/observations', observations)
  .route('/api/live', live)
  .route('/api/dashboard', dashboard)
  .route('/api/access-log', accessLog)

export type Api = typeof routes

export const api = routes
  .get('/api/openapi.json', says(byRoute('system.describe'), 'This description, OpenAPI 3.1'), c =>
    c.json(openApi(routes, openRoutes, version)),
  )
  .notFound(c => {
    const allowed = methodsOf(c.req.path)
    if (allowed.length === 0) return problem(c, { code: 'not_found' })
    c.header('allow', allowed.join(', '))
    return problem(c, { code: 'method_not_allowed' })
  })
  .onError((error, c) => {
    if (error instanceof HTTPException && error.status === 400) {
      return problem(c, { code: 'invalid_request', details: [{ path: '', rule: 'json' }] })
    }
    if (error instanceof NotLogged) return problem(c, { code: silence(c.get('action')) })
    if (error instanceof OriginUnknown) {
      const hint =
        'WEB_ORIGIN is empty, and the request came to no loopback address: mails would not know where to lead'
      log('origin.unknown', { requestId: c.get('requestId'), hint })
      return problem(c, { code: 'unavailable' })
    }
    log('gateway.failed', { requestId: c.get('requestId'), ...thrown(error) })
    return problem(c, { code: unready(error) ? 'unavailable' : 'internal' })
  })

/** The methods that an address takes: whoever may GET may ask HEAD. Empty where there is no such address. */
function methodsOf(path: string): string[] {
  const methods = api.routes.filter(route => route.method !== 'ALL' && matches(route.path, path)).map(one => one.method)
  return [...new Set(methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort()
}

/** Whether a path of the router, `/api/patients/:id`, covers this one. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith(':') || part === given[i])
}
