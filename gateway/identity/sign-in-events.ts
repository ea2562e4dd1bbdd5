import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { batch } from '#shared/database/batch'
import { budgets, settleWithin } from '#shared/deadline'
import { NotLogged } from '../access-log/append.ts'
import type { Asking } from '../access-log/identity-events/event.ts'
import { noteSignIn, type SignInEvent } from '../access-log/identity-events/sign-in-event.ts'
import { account } from './accounts/schema.ts'
import type { IdentityContext } from './context.ts'
import { membershipsOf } from './members/memberships.ts'
import { membership } from './members/schema.ts'

/** What identity's verbs leave in the access log before they answer. Where the log is silent these throw NotLogged. */

type Event = SignInEvent['event']
type Outcome = SignInEvent['outcome']

/** The request, as rows that follow a write name it. */
export function askingOf({ actor, at }: Pick<IdentityContext, 'actor' | 'at'>): Asking {
  return { requestId: actor.requestId, at, actor }
}

/** An event of an account, in the logs of the clinics given; where none is given, of all that it belongs to. */
export async function noteEvent(context: IdentityContext, event: SignInEvent): Promise<void> {
  const everywhere = event.account && event.clinicIds.length === 0
  const clinicIds = everywhere && event.account ? await clinicsOf(context, event.account.id) : event.clinicIds
  await noteSignIn(context, { ...event, clinicIds })
}

/** An event of the signed-in account, for the logs of all its clinics. */
export function noteOwn(context: IdentityContext, event: Event, outcome: Outcome = 'ok'): Promise<void> {
  const { accountId: id, name } = context.actor
  return noteEvent(context, { event, outcome, account: { id, name }, clinicIds: [] })
}

/** What a member did to an object of the clinic, or was refused. */
export function noteHere(
  context: IdentityContext,
  event: Event,
  objectId: string,
  result: { ok: true } | { ok: false; code: Exclude<Outcome, 'ok'> } = { ok: true },
): Promise<void> {
  const { accountId: id, name, clinicId } = context.actor
  const outcome = result.ok ? 'ok' : result.code
  return noteSignIn(context, { event, outcome, account: { id, name }, clinicIds: [clinicId], objectId })
}

/** What happened to an account, in the log of every clinic that it belongs to; to an address of nobody, in identity's own. */
export async function noteAccount(
  context: IdentityContext,
  { event, outcome }: Pick<SignInEvent, 'event' | 'outcome'>,
  who: { accountId?: string | undefined; email?: string },
): Promise<void> {
  const { accountId = '', email } = who
  const db = drizzle(context.env.IDENTITY_DB)
  const {
    accounts: [known],
    rows,
  } = await batch(db, {
    accounts: db.select({ id: account.id, name: account.name }).from(account).where(eq(account.id, accountId)),
    rows: membershipsOf(db, accountId),
  })
  const clinicIds = [...new Set(rows.map(row => row.clinicId))]
  await noteEvent(context, { event, outcome, clinicIds, ...(known ? { account: known } : { email }) })
}

/** The clinics in whose logs an account's events belong. */
async function clinicsOf({ env }: IdentityContext, accountId: string): Promise<string[]> {
  const asking = drizzle(env.IDENTITY_DB)
    .select({ clinicId: membership.clinicId })
    .from(membership)
    .where(and(eq(membership.accountId, accountId), isNull(membership.disabledAt)))
  const result = await settleWithin(budgets.logEntry, asking.all())
  if ('error' in result) throw new NotLogged()
  return result.value.map(one => one.clinicId)
}

/** Milliseconds below which nobody learns, by the time of an answer, whether the address is known. */
const concealedMs = 150

/** Do what differs with the address, the log's entry above all, in a time that does not tell. */
export async function concealingTime(work: Promise<void>): Promise<void> {
  await Promise.all([work, scheduler.wait(concealedMs)])
}
