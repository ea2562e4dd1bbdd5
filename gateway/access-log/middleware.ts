import type { Context } from 'hono'
import { isPatientId, patientIdsIn } from '#shared/id'
import { isOfPatient } from '#shared/objects'
import { type Action, ruleOf } from '#shared/permissions'
import type { Gateway } from '../gateway.ts'
import { silence } from '../http/operation.ts'
import { problem } from '../http/problem.ts'
import { append, entryOf, NotLogged } from './append.ts'
import type { Look } from './chain/looks.ts'
import { idsNamedBy } from './named-ids.ts'
import { patientsOf } from './patient-ids.ts'
import { settleWriter } from './settle-writer.ts'

/**
 * One entry in the clinic's access log for every request that touches a patient, and no answer without it; what looks again at what was shown
 * before leaves none (chain/looks.ts), nor does 304 (http/answer-tag.ts).
 *
 * Which patients: those whose ids were parsed where the route takes an id (address, query, body) and that are the clinic's, and those that
 * the answer holds as ids. What stands in somebody's text is no id. A route that answers no JSON names them by `c.set('touched', ids)`. A
 * request refused leaves its entry too, with the patients of the objects that it named.
 */
export async function leavesEntry(c: Context<Gateway>, next: () => Promise<void>): Promise<void> {
  const { action } = c.var
  const { effect, ownAccount, watched } = ruleOf(action)
  // The last id of the path is the object's: /api/encounters/:id/notes/:noteId.
  const asked = { action, objectId: Object.values(c.req.param()).at(-1)?.slice(0, 64) }
  const member = c.get('actor')
  if (member) c.set('actor', { ...member, asked })
  const named = member && !ownAccount ? await idsNamedBy(c) : []
  await next()
  // The log could not be written, and the request is answered 503 for it. What a write changed has its entry in the Worker's outbox; identity's
  // verbs answer `outcome_unknown` for the same reason.
  if (c.error instanceof NotLogged || c.get('unchanged')) return
  if (c.get('writer') === 'IDENTITY' && c.get('failure') === 'outcome_unknown') return

  // The public pages have their actor from the route.
  const actor = c.get('actor')
  if (!actor || ownAccount) return
  const failure = c.get('failure')
  const shown = c.get('touched') ?? patientIdsIn(await answerOf(c))
  const { patientIds, unnamed } = await patientsOf(c.env, actor, { named, shown, failure })
  const looked = watched && !failure
  const isAboutPatients = named.some(isPatientId) || isOfPatient(asked.objectId ?? '')
  if (patientIds.length === 0 && !looked && !isAboutPatients) return
  try {
    const { under = [], reason } = c.var
    const opened = failure ? {} : { under, reason, look: lookOf(action, named), sessionId: actor.sessionId }
    await append(c.env, actor.clinicId, [
      { ...entryOf({ ...actor, asked }, patientIds, failure ?? 'ok'), unnamed, ...opened },
    ])
    const writer = c.get('writer')
    if (writer && effect === 'write' && !failure) {
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

/** How a request looks at patients; undefined for a write, and for what leaves the house as a file: each is an entry. */
function lookOf(action: Action, named: string[]): Look | undefined {
  const { effect, watched, stepUp } = ruleOf(action)
  if (effect === 'write' || stepUp === 'always') return undefined
  if (watched === 'hourly') return 'hourly'
  return named.some(isOfPatient) ? 'opening' : 'list'
}

/** What is answered, as it is sent: of a refusal its details. */
async function answerOf(c: Context<Gateway>): Promise<unknown> {
  return /json/.test(c.res.headers.get('content-type') ?? '') ? c.res.clone().json() : undefined
}
