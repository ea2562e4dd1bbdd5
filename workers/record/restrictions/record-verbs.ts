import { eq } from 'drizzle-orm'
import type { Context } from '#shared/context'
import type { FailureCode } from '#shared/failures'
import type { Action, actions } from '#shared/permissions'
import type { Result } from '#shared/result'
import type { Entry } from '#shared/rpc'
import { type Closed, guard, type Records } from './guard.ts'
import { allRelated } from './related.ts'
import { askingPolicy } from './schema.ts'

/**
 * The one place that keeps records shut: no verb of the record Worker is in its table without one of these around it. An action that the
 * permission table calls `ofRecord` takes `reads`, `writes` or `lists`, the others say why they need none; anything else does not compile.
 */

/** Said in types alone, by the functions below. */
type Guarded<E> = E & { readonly guarded: true }
type Exempt<E> = E & { readonly exempt: true }

/** The table of the record Worker. */
export type RecordTable = {
  [A in Action]?: [IsOfRecord<(typeof actions)[A]>] extends [never] ? Exempt<Entry> : Guarded<Entry>
}
type IsOfRecord<Rule> = Rule extends { ofRecord: true } ? Rule : never

type Verb<I, T, C extends FailureCode> = (context: Context<RecordEnv>, input: I) => Promise<Result<T, C>>
type Again<I, T> = (context: Context<RecordEnv>, id: string, input: I) => Promise<Result<T, FailureCode>>

/** A read of one patient's record. The question whether it is open runs beside it, so that an answer takes no longer. */
export function reads<I, T, C extends FailureCode>(whose: (input: I) => Records, verb: Verb<I, T, C>) {
  return asGuarded(async (context: Context<RecordEnv>, input: I): Promise<Result<T, C> | Result<T, Closed>> => {
    const reading = verb(context, input)
    reading.catch(() => undefined)
    const door = await guard(context, whose(input))
    if (!door.ok) return door
    return under(door.value, await reading)
  })
}

/** A write in patients' records. A repeat of it is a read of the same. */
export function writes<I, T, C extends FailureCode>(
  whose: (input: I) => Records,
  verb: Verb<I, T, C>,
  again?: Again<I, T>,
) {
  const first = async (context: Context<RecordEnv>, input: I): Promise<Result<T, C> | Result<T, Closed>> => {
    const door = await guard(context, whose(input))
    if (!door.ok) return door
    return under(door.value, await verb(withAccess(context, door.value), input))
  }
  const repeated = async (context: Context<RecordEnv>, id: string, input: I): Promise<Result<T, FailureCode>> => {
    const door = await guard(context, whose(input))
    if (!door.ok || !again) return door as Result<T, FailureCode>
    return under(door.value, await again(context, id, input))
  }
  // Without `again` the table has the verb alone, and a repeat is the same write once more.
  return asGuarded([first, again ? repeated : undefined] as unknown as readonly [typeof first, typeof repeated])
}

/** What a list knows besides: to which patients the asker is related, where the clinic asks strangers for a reason. */
export interface ListContext extends Context<RecordEnv> {
  related?: readonly string[]
}

/**
 * A list over many patients: it leaves out what is shut (`openInLists`). One that names patients is refused where one of them is: an empty
 * list would say that there is nothing.
 */
export function lists<T, C extends FailureCode>(
  named: undefined,
  verb: (context: ListContext) => Promise<Result<T, C>>,
): Guarded<(context: Context<RecordEnv>) => Promise<Result<T, C> | Result<T, Closed>>>
export function lists<I, T, C extends FailureCode>(
  named: (input: I) => readonly string[] | undefined,
  verb: (context: ListContext, input: I) => Promise<Result<T, C>>,
): Guarded<(context: Context<RecordEnv>, input: I) => Promise<Result<T, C> | Result<T, Closed>>>
export function lists<I, T, C extends FailureCode>(
  named: ((input: I) => readonly string[] | undefined) | undefined,
  verb: (context: ListContext, input: I) => Promise<Result<T, C>>,
) {
  return asGuarded(async (context: Context<RecordEnv>, input: I): Promise<Result<T, C> | Result<T, Closed>> => {
    const reading = verb(context, input)
    reading.catch(() => undefined)
    const patients = named?.(input)
    if (patients) {
      const door = await guard(context, { patients })
      if (!door.ok) return door
      return under(door.value, await reading)
    }
    if (!(await asksStrangers(context))) return reading
    return verb({ ...context, related: await allRelated(context) }, input)
  })
}

/** A verb that shows nothing of a record. @param why for whoever reads the table. */
export function exempt<E extends Entry>(_why: string, entry: E): Exempt<E> {
  return entry as Exempt<E>
}

// The brand says only in types that one of these was called.
const asGuarded = <E>(entry: E) => entry as Guarded<E>

function under<T, C extends FailureCode>(accesses: string[], result: Result<T, C>): Result<T, C> {
  return result.ok && accesses.length > 0 ? { ...result, under: accesses } : result
}

/** What a write leaves for the access log carries the accesses, too. */
function withAccess(context: Context<RecordEnv>, accesses: string[]): Context<RecordEnv> {
  return accesses.length > 0 ? { ...context, actor: { ...context.actor, under: accesses } } : context
}

async function asksStrangers({ db, clinicId, actor, reach }: Context<RecordEnv>): Promise<boolean> {
  if (reach === 'own' || actor.kind !== 'member') return false
  const [row] = await db
    .select({ askReason: askingPolicy.askReason })
    .from(askingPolicy)
    .where(eq(askingPolicy.clinicId, clinicId))
  return row?.askReason === 'unrelated'
}
