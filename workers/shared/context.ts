import { sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { type Actor, withOpenRecords } from './actor.ts'
import type { Changed } from './database/ledger.ts'
import { Unavailable } from './deadline.ts'
import type { FailureCode } from './failures.ts'
import { log, thrown } from './log.ts'
import { type Action, may, type Reach, ruleOf } from './permissions.ts'
import { type Answer, type CommonCode, fail, type Result } from './result.ts'
import { unready } from './unready.ts'

/** What a verb works with: who asks, how far the permission reaches, and this clinic's database. */
export interface Context<Env = unknown> {
  env: Env
  actor: Actor
  /** The clinic of every row this verb may read or write. */
  clinicId: string
  /** The instant of the request, Unix milliseconds. */
  at: number
  /** `all` objects of the clinic, or the actor's `own`. */
  reach: Reach
  db: DrizzleD1Database
  /** What this verb has changed so far, noted by the ledger; absent where nobody is told. */
  changed?: Changed[]
}

/** What an entrypoint hands over once for all its verbs. */
export interface Scope<Env> {
  env: Env
  database: D1Database
  actor: Actor
}

type Verb<Env, I, T, C extends FailureCode> = (context: Context<Env>, input: I) => Promise<Result<T, C>>

/** Reads the object that a repeated write made the first time, by its id. */
type Again<Env, I, T> = (context: Context<Env>, id: string, input: I) => Promise<Result<T, FailureCode>>

/**
 * Run one verb for an actor: the only place that checks the permission, hands out the clinic's database and turns what is thrown into data.
 *
 * A refused permission never reaches the verb. A failure of a repeated request (same Idempotency-Key) may be the echo of the first
 * time, so it is looked up, and the object of the first time is read again through `again`. The lookup costs nothing where all is well.
 *
 * @returns the verb's result, and beside it, as `changed`, what it has changed, for the live channel; `forbidden`; `key_reused` for the same
 *   key with another body; `unavailable` where a Worker that the verb asks did not answer (it throws `Unavailable`); `internal` for a bug,
 *   which is logged by name and place only.
 */
export async function perform<Env, I, T, C extends FailureCode>(
  scope: Scope<Env>,
  action: Action,
  verb: Verb<Env, I, T, C>,
  input: I,
  again?: Again<Env, I, T>,
): Answer<T, C> {
  const changed: Changed[] = []
  // The compiler cannot see through a generic code; every code that passes here is C, a common one, or the first time's own.
  const outcome = (result: object) =>
    (changed.length > 0 ? { ...result, changed } : result) as Result<T, C | CommonCode>
  const reach = reachOf(scope.actor, action)
  if (!reach) return outcome(fail('forbidden'))
  const actor = ruleOf(action).waits && reach === 'own' ? withOpenRecords(scope.actor) : scope.actor
  const context: Context<Env> = {
    env: scope.env,
    actor,
    clinicId: actor.clinicId,
    at: actor.at,
    reach,
    db: drizzle(scope.database),
    changed,
  }
  try {
    const result = await verb(context, input)
    if (result.ok || !again || !actor.repeat) return outcome(result)
    return outcome((await echo(context, again, input)) ?? result)
  } catch (error) {
    if (again && actor.repeat) {
      const repeated = await echo(context, again, input).catch(() => undefined)
      if (repeated) return outcome(repeated)
    }
    const where = { requestId: actor.requestId, clinicId: actor.clinicId, action }
    if (error instanceof Unavailable) {
      log('verb.unavailable', { ...where, ...thrown(error.cause) })
      return outcome(fail('unavailable'))
    }
    log('verb.failed', { ...where, ...thrown(error) })
    return outcome(fail(unready(error) ? 'unavailable' : 'internal'))
  }
}

function reachOf(actor: Actor, action: Action): Reach | false {
  if (actor.kind === 'system') return 'all'
  const { visitor, open } = ruleOf(action)
  if (actor.kind === 'visitor') return (visitor === true || open === true) && 'all'
  return may(actor.roles, action)
}

/** The answer of the first time, if this actor's key was used on this route in the last 24 hours. */
async function echo<Env, I, T>(
  context: Context<Env>,
  again: Again<Env, I, T>,
  input: I,
): Promise<Result<T, FailureCode> | undefined> {
  const { repeat, accountId } = context.actor
  if (!repeat) return undefined
  const seen = await context.db.get<{ body_hash: string; object_id: string } | undefined>(
    sql`SELECT body_hash, object_id FROM idempotency
        WHERE clinic_id = ${context.clinicId} AND account_id = ${accountId} AND route = ${repeat.route} AND key = ${repeat.key}
          AND created_at > ${context.at - 86_400_000}`,
  )
  if (!seen) return undefined
  return seen.body_hash === repeat.bodyHash ? again(context, seen.object_id, input) : fail('key_reused')
}

/**
 * The word with which a trigger or constraint of the database refused a write (`RAISE(ABORT, 'staff_busy')`), or
 * `unique:<table>.<column>` for a unique index; undefined for anything else.
 */
export function refusal(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const unique = /UNIQUE constraint failed: ([\w.]+)(?:, [\w.]+)*/.exec(cause.message)
    if (unique)
      return `unique:${cause.message
        .slice(cause.message.indexOf('failed: ') + 8)
        .split(':')[0]
        ?.trim()}`
    const word = /D1_ERROR: ([a-z_]+)(?:: SQLITE_CONSTRAINT|$)/.exec(cause.message)
    if (word) return word[1]
  }
  return undefined
}
