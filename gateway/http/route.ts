import type { Context, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type * as v from 'valibot'
import { may, ruleOf } from '#shared/permissions'
import type { Gateway } from '../gateway.ts'
import type { ByRoute, Operation } from './operation.ts'
import { problem } from './problem.ts'
import { describing } from './validate.ts'

/** What goes with a request by its action, of the parts of the gateway that know about it. */
export interface Companions {
  /** Go on, and leave the request's entry in the access log. */
  leavesEntry(c: Context<Gateway>, next: () => Promise<void>): Promise<void>
  /** Go on where the token still says the truth: a write asks before, a read beside. */
  whileTokenIsTrue(c: Context<Gateway>, effect: 'read' | 'write', next: () => Promise<void>): Promise<void>
}

/** Hand the companions in, before the first route. */
export const accompaniedBy = (companions: Companions) =>
  createMiddleware<Gateway>(async (c, next) => {
    c.set('companions', companions)
    await next()
  })

/** What `says` leaves for the route's last step. */
interface Carries<I, T> {
  Variables: { operation: Operation<I, T> }
}

/**
 * The first step of every route: names the operation that it carries out, and says for the API description what it is and answers.
 *
 * What goes with a request by its action goes on here, before anything is validated: its entry in the access log, and the question whether
 * the session still stands, before every write and beside every read of a record.
 *
 * @param again another status with the same answer, where a repeat finds what is there.
 */
export function says(
  operation: ByRoute,
  summary: string,
  answer?: v.GenericSchema,
  status?: number,
  again?: number,
): MiddlewareHandler<Gateway>
export function says<I, T>(
  operation: Operation<I, T>,
  summary: string,
  answer?: v.GenericSchema,
  status?: number,
  again?: number,
): MiddlewareHandler<Gateway & Carries<I, T>>
export function says(
  operation: Operation | ByRoute,
  summary: string,
  answer?: v.GenericSchema,
  status = 200,
  again?: number,
): unknown {
  const { action } = operation
  const { effect, ofRecord, open } = ruleOf(action)
  const always = !open && (effect === 'write' || ofRecord)
  const carries = createMiddleware<Gateway & Carries<never, unknown>>(async (c, next) => {
    const request = c as unknown as Context<Gateway>
    c.set('action', action)
    const refused = 'refusesFirst' in operation && !open && !may(c.var.actor.roles, action)
    if ('run' in operation) {
      c.set('operation', operation)
      c.set('writer', operation.writer)
    }
    const go = async () => {
      if (refused) c.res = problem(request, { code: 'forbidden' })
      else await next()
    }
    // Whoever stands for patients is asked always: what a relation gave ends with it, not with the token.
    const asks = always || (!open && c.var.actor.patients.length > 0)
    const { leavesEntry, whileTokenIsTrue } = request.var.companions
    await leavesEntry(request, () => (asks ? whileTokenIsTrue(request, effect, go) : go()))
  })
  return describing(carries, { action, summary, answer, status, again })
}
