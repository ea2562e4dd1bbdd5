import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from '#shared/actor'
import { accessTopic } from '#shared/database/access-row'
import { defer, type OutboxEntry, settle, takePending } from '#shared/database/outbox'
import { dispatch, type Effects, forEach, reportEffect, type Source } from '#shared/dispatch'
import type { FailureCode } from '#shared/failures'
import { log, thrown } from '#shared/log'
import { type Action, ruleOf } from '#shared/permissions'
import type { Result } from '#shared/result'
import { appendEntries } from '../access-log/append-effect.ts'
import type { GatewayBindings } from '../gateway.ts'
import { copyClinic } from './accounts/copy-clinic.ts'
import { copyAskingPolicy, restrictionsFollow } from './opened-records/follow.ts'
import { tellOfOpening } from './opened-records/tell.ts'
import { applyLinks } from './relations/after-merge.ts'
import type { IdentityVerbs } from './verbs.ts'

/** What follows writes elsewhere, by topic: one table for the outboxes of all Workers and identity's own. */
const effectsOf = (env: GatewayBindings): Effects => ({
  [accessTopic]: appendEntries(env),
  'clinic.changed': forEach(entry => Promise.all([copyClinic(env, entry), copyAskingPolicy(env, entry)])),
  'patient.links': forEach(entry => Promise.all([applyLinks(env, entry), restrictionsFollow(env, entry)])),
  'record.opened': forEach(entry => tellOfOpening(env, entry)),
  'live.ended': forEach(entry => closeSockets(env, entry)),
})

/** The domain Workers, each with an outbox of its own. */
export const workers = ['PATIENT', 'STAFF', 'APPOINTMENT', 'RECORD'] as const

/** Apply what one Worker's writes have left to do. */
export function settleEffects(env: GatewayBindings, worker: (typeof workers)[number]): Promise<void> {
  return dispatch(env[worker], effectsOf(env), reportEffect)
}

/** The same of identity's writes. */
export function settleIdentity(env: GatewayBindings, at: number): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const source: Source = {
    pending: limit => takePending(db, limit, at),
    settled: ids => settle(db, ids, at),
    deferred: ids => defer(db, ids),
  }
  return dispatch(source, effectsOf(env), reportEffect)
}

/** A session has ended, or what an account may at a clinic has changed: its sockets there close. */
function closeSockets({ LIVE }: GatewayBindings, { clinicId, objectId, payload }: OutboxEntry): Promise<void> {
  const { sessionId } = payload
  return LIVE.getByName(clinicId).end(objectId, typeof sessionId === 'string' ? sessionId : undefined)
}

/**
 * Identity whose writes have what they left done at once, beside the answer, and not when the sweep comes: a socket must close within a second of
 * whatever ends its session. A refresh that succeeds ends nothing.
 */
export function settlingAfterWrites(env: GatewayBindings, meanwhile: (work: Promise<unknown>) => void): IdentityVerbs {
  const settled = Object.entries(env.IDENTITY).map(([name, verb]) => {
    const call = async (actor: Actor, input: never) => {
      const result = await (verb as (actor: Actor, input: never) => Promise<Result<unknown, FailureCode>>)(actor, input)
      // The table of identity's verbs has the names of actions.
      const ends = ruleOf(name as Action).effect === 'write' && !(name === 'session.refresh' && result.ok)
      if (ends) meanwhile(settleIdentity(env, Date.now()).catch((error: unknown) => log('outbox.late', thrown(error))))
      return result
    }
    return [name, call]
  })
  return Object.fromEntries(settled) as IdentityVerbs
}
