import { drizzle } from 'drizzle-orm/d1'
import { accessTopic } from '#shared/database/access-row'
import { defer, settle, takePending } from '#shared/database/outbox'
import { dispatch, type Effects, forEach, reportEffect, type Source } from '#shared/dispatch'
import { appendEntries } from '../access-log/append-effect.ts'
import type { GatewayBindings } from '../gateway.ts'
import { copyClinic } from './accounts/copy-clinic.ts'
import { copyAskingPolicy, restrictionsFollow } from './opened-records/follow.ts'
import { tellOfOpening } from './opened-records/tell.ts'
import { applyLinks } from './relations/after-merge.ts'

/** What follows writes elsewhere, by topic: one table for the outboxes of all Workers and identity's own. */
const effectsOf = (env: GatewayBindings): Effects => ({
  [accessTopic]: appendEntries(env),
  'clinic.changed': forEach(entry => Promise.all([copyClinic(env, entry), copyAskingPolicy(env, entry)])),
  'patient.links': forEach(entry => Promise.all([applyLinks(env, entry), restrictionsFollow(env, entry)])),
  'record.opened': forEach(entry => tellOfOpening(env, entry)),
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
