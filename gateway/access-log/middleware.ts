import type { Context } from 'hono'
import { patientIdsIn } from '#shared/id'
import { isOfPatient } from '#shared/objects'
import { ruleOf } from '#shared/permissions'
import type { Gateway } from '../gateway.ts'
import { silence } from '../http/operation.ts'
import { problem } from '../http/problem.ts'
import { append, entryOf, NotLogged } from './append.ts'
import { whose } from './patient-ids.ts'
import { settleWriter } from './settle-writer.ts'

/** Patient ids that a client may name in one request; more than any input schema takes. */
const mostNamed = 1_000

/**
 * One entry in the clinic's access log for every request that touches a patient, and no answer without it.
 *
 * Which patients: those whose ids stand in the address, in the body, or in the answer as it is sent. By their form, so that no route has
 * to remember it; a route that answers no JSON names them by `c.set('touched', ids)`. A request refused leaves its entry too; where its path
 * names only objects, the Workers are asked whose they are.
 */
export async function leavesEntry(c: Context<Gateway>, next: () => Promise<void>): Promise<void> {
  const { action } = c.var
  const { effect, ownAccount, watched } = ruleOf(action)
  // The last id of the path is the object's: /api/encounters/:id/notes/:noteId.
  const asked = { action, objectId: Object.values(c.req.param()).at(-1)?.slice(0, 64) }
  const member = c.get('actor')
  if (member) c.set('actor', { ...member, asked })
  const named = member ? patientIdsIn(decoded(c.req.url), await bodyOf(c)).slice(0, mostNamed) : []
  await next()
  // It is answered already that the log is silent; what was written left its entry with the write. Identity's verbs say so themselves.
  if (c.error instanceof NotLogged) return
  if (c.get('writer') === 'IDENTITY' && c.get('failure') === 'outcome_unknown') return

  // The public pages have their actor from the route.
  const actor = c.get('actor')
  if (!actor || ownAccount) return
  const touched = c.get('touched')
  const shown = [...new Set([...named, ...(touched ?? patientIdsIn(await answerOf(c)))])]
  const patientIds = shown.length > 0 || !c.get('failure') ? shown : await whose(c.env, actor, c.req.path)
  const looked = watched && !c.get('failure')
  if (patientIds.length === 0 && !looked && !isOfPatient(asked.objectId ?? '')) return
  try {
    await append(c.env, actor.clinicId, [entryOf({ ...actor, asked }, patientIds, c.get('failure') ?? 'ok')])
    const writer = c.get('writer')
    if (writer && effect === 'write' && !c.get('failure')) {
      const { requestId, clinicId, at } = actor
      c.executionCtx.waitUntil(settleWriter(c.env, writer, { requestId, clinicId, action }, at))
    }
  } catch (error) {
    if (!(error instanceof NotLogged)) throw error
    // Without what the answer would have said, its headers included.
    c.res = undefined
    c.res = problem(c, { code: silence(action) })
    c.res.headers.delete('etag')
  }
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
