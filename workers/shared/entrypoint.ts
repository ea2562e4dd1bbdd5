import { WorkerEntrypoint } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import type { Actor } from './actor.ts'
import { perform } from './context.ts'
import { accessTopic } from './database/access-row.ts'
import { forgetKeys } from './database/ledger.ts'
import {
  defer,
  forgetSettled,
  type LoggedEntry,
  type OutboxEntry,
  settle,
  settleLogged,
  takePending,
} from './database/outbox.ts'
import type { Action } from './permissions.ts'
import type { Entry, Housekeeping, MethodsOf, VerbTable } from './rpc.ts'

/**
 * The class of a domain Worker: a method for each verb of its table, which checks the permission and hands out the database (`perform`),
 * and the housekeeping that all Workers share. Reachable over service bindings only.
 *
 * @param database the Worker's D1.
 * @param forget what else the sweep does: forgets what has served its time, or writes anew what has an older form.
 */
export function entrypoint<Env, T extends VerbTable>(
  verbs: T,
  database: (env: Env) => D1Database,
  forget: (database: D1Database, at: number) => Promise<unknown> = async () => undefined,
) {
  class DomainWorker extends WorkerEntrypoint<Env> implements Housekeeping {
    override fetch() {
      return new Response(null, { status: 404 })
    }

    async health(): Promise<true> {
      await database(this.env).prepare('SELECT 1').first()
      return true
    }

    async sweep(at: number): Promise<void> {
      const own = database(this.env)
      await Promise.all([forgetKeys(own, at), forgetSettled(drizzle(own), at), forget(own, at)])
    }

    pending(limit: number): Promise<OutboxEntry[]> {
      return takePending(drizzle(database(this.env)), limit, Date.now())
    }

    settled(ids: string[]): Promise<void> {
      return settle(drizzle(database(this.env)), ids, Date.now())
    }

    deferred(ids: string[]): Promise<void> {
      return defer(drizzle(database(this.env)), ids)
    }

    logged(entry: LoggedEntry): Promise<void> {
      return settleLogged(drizzle(database(this.env)), entry, accessTopic, Date.now())
    }
  }
  for (const [name, entry] of Object.entries(verbs) as [Action, Entry][]) {
    const [verb, again] = typeof entry === 'function' ? [entry] : entry
    Object.defineProperty(DomainWorker.prototype, name, {
      value(this: DomainWorker, actor: Actor, input: unknown) {
        // `env` is protected to TypeScript alone; this function is a method of the class.
        const { env } = this as unknown as { env: Env }
        return perform({ env, database: database(env), actor }, name, verb, input, again)
      },
    })
  }
  // Sound because the loop above gives the prototype exactly the methods that MethodsOf names.
  return DomainWorker as unknown as new (
    context: ExecutionContext,
    env: Env,
  ) => WorkerEntrypoint<Env> & Housekeeping & MethodsOf<T>
}
