import { createMiddleware } from 'hono/factory'
import { log } from '#shared/log'
import type { Gateway } from '../gateway.ts'
import { problem } from './problem.ts'

/** The routes a stranger may call, as `METHOD /path`. The only ones: a test holds the router against this list. */
export const openRoutes: ReadonlySet<string> = new Set([
  'GET /health',
  'GET /api',
  'GET /.well-known/jwks.json',
  'GET /api/openapi.json',
  'GET /api/docs',
  'POST /api/auth/login',
  'POST /api/auth/login/mfa',
  'POST /api/auth/login/mfa/setup',
  'POST /api/auth/login/mfa/setup/confirm',
  'POST /api/auth/refresh',
  'POST /api/auth/logout',
  'POST /api/auth/register',
  'POST /api/auth/confirm',
  'POST /api/auth/password/forgot',
  'POST /api/auth/password/reset',
  'POST /api/auth/invitations/look',
  'POST /api/auth/invitations/accept',
  // Opened by the token of a screen and by nothing else: routes/queue.ts.
  'GET /api/queue/screen',
  'GET /api/public/:slug',
  'GET /api/public/:slug/slots',
  'POST /api/public/:slug/register',
])

const openPatterns = [...openRoutes].map(route => {
  const [method, path = ''] = route.split(' ')
  return { method, path: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`) }
})

/** By method too: a path may be open to read and closed to change. HEAD asks like GET. */
export function isOpen({ method, path }: { method: string; path: string }): boolean {
  const asked = method === 'HEAD' ? 'GET' : method
  return openPatterns.some(open => open.method === asked && open.path.test(path))
}

/** An id and an instant for every request, a log line when it is answered, and headers that every answer carries. */
export const requestContext = createMiddleware<Gateway>(async (c, next) => {
  const at = Date.now()
  const requestId = crypto.randomUUID()
  c.set('requestId', requestId)
  c.set('at', at)
  await next()
  // Not by c.header(), which by now would make a new Response for each.
  const { headers } = c.res
  headers.set('x-request-id', requestId)
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  }
  log('request', { requestId, clinicId: c.get('actor')?.clinicId, status: c.res.status, ms: Date.now() - at })
})

/** Bytes that a body may have; an import of 200 rows needs more than a form. */
const bodyLimits = { ordinary: 262_144, '/api/patients/import': 1_048_576 }

/** Bytes after which no more is taken of a body that is too large. */
const patienceBytes = 8_388_608

/** Refuses bodies that are too large (413), by what arrives and not by what the header claims, or not JSON (415). */
export const bodyLimit = createMiddleware<Gateway>(async (c, next) => {
  const { body } = c.req.raw
  if (!body) return next()
  const limit = c.req.path === '/api/patients/import' ? bodyLimits['/api/patients/import'] : bodyLimits.ordinary
  const bytes = await readUpTo(body, limit)
  if (!bytes) return problem(c, { code: 'too_large' })
  if (bytes.length > 0 && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    return problem(c, { code: 'unsupported_media_type' })
  }
  c.req.raw = new Request(c.req.raw, { body: bytes.length > 0 ? bytes : null })
  await next()
})

async function readUpTo(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    // What is too much is still taken from the wire for a while: who is cut off while sending never gets to read the 413.
    if (length > patienceBytes) {
      await reader.cancel()
      return undefined
    }
    if (length <= limit) parts.push(value)
    else parts.length = 0
  }
  if (length > limit) return undefined
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
