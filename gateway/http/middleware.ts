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
  // Opened by the token of a screen and by nothing else: routes/appointment/queue.ts.
  'GET /api/queue/screen',
  // Opened by a ticket, which asking for it needs a session: routes/system/live.ts.
  'GET /api/live',
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
  // An open socket is no answer to put headers on.
  if (c.res.status === 101) return
  // Not by c.header(), which by now would make a new Response for each.
  const { headers } = c.res
  headers.set('x-request-id', requestId)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('cross-origin-resource-policy', 'same-origin')
  // Where it is hosted; a browser takes it over https alone.
  if (c.env.WEB_ORIGIN.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  }
  log('request', { requestId, clinicId: c.get('actor')?.clinicId, status: c.res.status, ms: Date.now() - at })
})

/** Bytes that a body may have; an import of 200 rows needs more than a form. */
const bodyLimits = { ordinary: 262_144, '/api/patients/import': 1_048_576 }

/** Milliseconds for which a body that is too large is still taken from the wire before it is refused. */
const drainMs = 1_000

/** JSON is UTF-8; a charset may say so. Nothing that a form of another site can send without asking, and no type that only ends in it. */
const isJson = /^application\/json[ \t]*(?:;[ \t]*charset=(?:utf-8|"utf-8")[ \t]*)?$/i

/** Refuses bodies that are too large (413), by what arrives and not by what the header claims, or not JSON (415). */
export const bodyLimit = createMiddleware<Gateway>(async (c, next) => {
  const { body } = c.req.raw
  if (!body) return next()
  const limit = c.req.path === '/api/patients/import' ? bodyLimits['/api/patients/import'] : bodyLimits.ordinary
  const bytes = await readUpTo(body, limit, rest => c.executionCtx.waitUntil(rest))
  if (!bytes) return problem(c, { code: 'too_large' })
  if (bytes.length > 0 && !isJson.test(c.req.header('content-type') ?? '')) {
    return problem(c, { code: 'unsupported_media_type' })
  }
  c.req.raw = new Request(c.req.raw, { body: bytes.length > 0 ? bytes : null })
  await next()
})

/**
 * The whole of a body; undefined where it is longer than the limit.
 *
 * What is too much is still taken from the wire, and thrown away: whoever is cut off while sending never gets to read the 413, and behind
 * another server, as locally, no answer passes at all until the body was taken. Who sends for longer is answered meanwhile.
 */
async function readUpTo(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  meanwhile: (rest: Promise<unknown>) => void,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      const rest = drain(reader)
      meanwhile(rest)
      await Promise.race([rest, new Promise(resolve => setTimeout(resolve, drainMs))])
      return undefined
    }
    parts.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Take what still comes and keep none of it. A sender who hangs up is no fault of ours. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {}
}
