import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { batch } from '#shared/database/batch'
import { noteSignIn, type SignInEvent } from '../../access-log/sign-in-event.ts'
import type { Gateway } from '../../gateway.ts'
import { membershipsOf } from '../members/memberships.ts'
import { account } from '../schema.ts'

/** What happened to an account, in the log of every clinic that it belongs to; to an address of nobody, in identity's own. */
export async function noteAccount(
  c: Context<Gateway>,
  { event, outcome }: Pick<SignInEvent, 'event' | 'outcome'>,
  who: { accountId?: string; email?: string },
): Promise<void> {
  const { accountId = '', email } = who
  const db = drizzle(c.env.IDENTITY_DB)
  const {
    found: [found],
    rows,
  } = await batch(db, {
    found: db.select({ id: account.id, name: account.name }).from(account).where(eq(account.id, accountId)),
    rows: membershipsOf(db, accountId),
  })
  const clinicIds = [...new Set(rows.map(row => row.clinicId))]
  await noteSignIn(c, { event, outcome, clinicIds, ...(found ? { account: found } : { email }) })
}

/** Milliseconds below which nobody learns, by the time of an answer, whether the address is known. */
const unhurried = 150

/** Do what differs with the address, the log's entry above all, in a time that does not tell. */
export async function hiding(work: Promise<void>): Promise<void> {
  await Promise.all([work, scheduler.wait(unhurried)])
}
