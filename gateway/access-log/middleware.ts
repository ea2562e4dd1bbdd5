import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { Asked } from '#shared/actor'
import { patientIdsIn } from '#shared/id'
import { isOfPatient } from '#shared/objects'
import type { Gateway } from '../gateway.ts'
import { silence } from '../http/answer.ts'
import { problem } from '../http/problem.ts'
import { append, entryOf, NotLogged } from './append.ts'
import { whose } from './whose.ts'

/** These answer who is signed in, with the people the account stands for in all its clinics: nobody's record was opened. */
const ownAccount = new Set(['GET /api/auth/session', 'POST /api/auth/switch'])

/** Patient ids that a client may name in one request; more than any input schema takes. */
const mostNamed = 1_000

/**
 * One entry in the clinic's access log for every request that touches a patient, and no answer without it.
 *
 * Which patients: those whose ids stand in the address, in the body, or in the answer as it is sent. By their form, so that no route has
 * to remember it; a route that answers no JSON names them by `c.set('touched', ids)`. A request refused leaves its entry too; where its path
 * names only objects, the Workers are asked whose they are.
 */
export const leavesEntry = createMiddleware<Gateway>(async (c, next) => {
  const asked = askedOf(c)
  if (!asked) return next()
  c.set('asked', asked)
  const member = c.get('actor')
  if (member) c.set('actor', { ...member, asked })
  const named = member ? patientIdsIn(decoded(c.req.url), await bodyOf(c)).slice(0, mostNamed) : []
  await next()
  // It is answered already that the log is silent; what was written left its entry with the write.
  if (c.error instanceof NotLogged) return

  // The public pages have their actor from the route.
  const actor = c.get('actor')
  if (!actor || ownAccount.has(asked.action)) return
  const touched = c.get('touched')
  const shown = [...new Set([...named, ...(touched ?? patientIdsIn(await answerOf(c)))])]
  const patientIds = shown.length > 0 || !c.get('failure') ? shown : await whose(c.env, actor, c.req.path)
  if (patientIds.length === 0 && !c.get('looked') && !isOfPatient(asked.objectId ?? '')) return
  try {
    await append(c.env, actor.clinicId, [entryOf({ ...actor, asked }, patientIds, c.get('failure') ?? 'ok')])
  } catch (error) {
    if (!(error instanceof NotLogged)) throw error
    // Without what the answer would have said, its headers included.
    c.res = undefined
    c.res = problem(c, { code: silence(c) })
    c.res.headers.delete('etag')
  }
})

/** The route that will answer, the first of those that match, and the last id of its path; undefined where there is none. */
function askedOf(c: Context<Gateway>): Asked | undefined {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL')
  if (!route) return undefined
  const given = c.req.path.split('/')
  const objectId = route.path
    .split('/')
    .map((part, i) => (part.startsWith(':') ? given[i] : undefined))
    .findLast(part => part !== undefined)
  return { action: `${route.method} ${route.path}`, objectId: objectId?.slice(0, 64) }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

/** What a client sends as JSON; files name their patient in the answer. */
async function bodyOf(c: Context<Gateway>): Promise<string> {
  if (!c.req.raw.body || !/json/i.test(c.req.header('content-type') ?? '')) return ''
  return c.req.raw.clone().text()
}

async function answerOf(c: Context<Gateway>): Promise<string> {
  return /json/.test(c.res.headers.get('content-type') ?? '') ? c.res.clone().text() : ''
}
