import type { FailureCode } from '#shared/failures'
import type { Result } from '#shared/result'
import type { SignInEvent } from '../access-log/identity-events/sign-in-event.ts'
import type { IdentityContext } from './context.ts'
import { noteHere } from './sign-in-events.ts'

/** Verbs whose event in the access log follows from what they answer: the table of verbs says which. */

type Verb<I, R> = (context: IdentityContext, input: I) => Promise<R>

/** Note what was done to an object of the clinic, or refused. */
export function withEvent<I extends { id: string }, R extends Result<unknown, FailureCode>>(
  event: SignInEvent['event'],
  verb: Verb<I, R>,
): Verb<I, R> {
  return async (context, input) => {
    const result = await verb(context, input)
    await noteHere(context, event, input.id.slice(0, 64), result)
    return result
  }
}

/** Note what was done; a refusal leaves nothing. */
export function withEventOnSuccess<I, T, C extends FailureCode>(
  event: SignInEvent['event'],
  verb: Verb<I, Result<T, C>>,
  objectId: (input: I, value: T) => string,
): Verb<I, Result<T, C>> {
  return async (context, input) => {
    const result = await verb(context, input)
    if (result.ok) await noteHere(context, event, objectId(input, result.value))
    return result
  }
}
