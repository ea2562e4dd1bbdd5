import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { noteSignIn, type SignInEvent } from '../access-log/sign-in-event.ts'
import type { Gateway } from '../gateway.ts'
import { membershipsOf } from './memberships.ts'
import { account } from './schema.ts'

/** What happened to an account, in the log of every clinic that it belongs to; to an address of nobody, in identity's own. */
export async function noteAccount(
  c: Context<Gateway>,
  { event, outcome }: Pick<SignInEvent, 'event' | 'outcome'>,
  who: { accountId?: string; email?: string },
): Promise<void> {
  const { accountId = '', email } = who
  const db = drizzle(c.env.IDENTITY_DB)
  const [[found], rows] = await db.batch([
    db.select({ id: account.id, name: account.name }).from(account).where(eq(account.id, accountId)),
    membershipsOf(db, accountId),
  ])
  const clinicIds = [...new Set(rows.map(row => row.clinicId))]
  await noteSignIn(c, { event, outcome, clinicIds, ...(found ? { account: found } : { email }) })
}

/** Milliseconds that an answer takes where it must not tell, by its time, whether the address is known. */
const unhurried = 150

/** The same, in a time that does not tell whether the address is known. */
export async function noteUnhurried(...input: Parameters<typeof noteAccount>): Promise<void> {
  await Promise.all([noteAccount(...input), scheduler.wait(unhurried)])
}
