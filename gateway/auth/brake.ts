import { createHash } from 'node:crypto'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { attempt } from './schema.ts'

/** How many sign-ins may be tried, and in how many milliseconds. */
const windows = { account: 15 * 60_000, address: 3_600_000 }

export interface Limits {
  account: number
  address: number
}

/** An IPv6 address counts by its /64, which is what one household or server has. */
export function addressSubject(address: string): string {
  if (!address.includes(':')) return `address:${address}`
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const gap = address.includes('::')
    ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
    : []
  return `address:${[...left, ...gap, ...right].slice(0, 4).join(':')}`
}

/** What a sign-in counts against. The address typed is hashed: the table tells nobody who tried. */
export function subjectsOf(email: string, address: string) {
  return {
    account: `account:${createHash('sha256').update(email).digest('base64url')}`,
    address: addressSubject(address),
  }
}

/**
 * Take one place in the account's and the address's window before the password is looked at, so that fifty guesses at once cannot all
 * slip under the limit. Two statements for the caller's batch; each returns a row where there was a place.
 */
export function takePlace(
  db: DrizzleD1Database,
  subjects: ReturnType<typeof subjectsOf>,
  limits: Limits,
  id: string,
  at: number,
) {
  const place = (kind: 'account' | 'address') =>
    db
      .insert(attempt)
      .select(
        sql`SELECT ${`${id}-${kind}`}, ${subjects[kind]}, ${at}
            WHERE (SELECT count(*) FROM attempt WHERE subject = ${subjects[kind]} AND at > ${at - windows[kind]}) < ${limits[kind]}`,
      )
      .returning({ id: attempt.id })
  return [place('account'), place('address')] as const
}

/** Seconds until the account's or the address's window has a place again. */
export async function secondsToWait(
  db: DrizzleD1Database,
  subjects: ReturnType<typeof subjectsOf>,
  limits: Limits,
  at: number,
) {
  const wait = async (kind: 'account' | 'address') => {
    const rows = await db
      .select({ at: attempt.at })
      .from(attempt)
      .where(and(eq(attempt.subject, subjects[kind]), gt(attempt.at, at - windows[kind])))
      .orderBy(attempt.at)
      .limit(limits[kind])
    const first = rows[0]
    return first && rows.length >= limits[kind] ? first.at + windows[kind] - at : 0
  }
  const longest = Math.max(...(await Promise.all([wait('account'), wait('address')])))
  return Math.max(1, Math.ceil(longest / 1000))
}

/** What a success forgets: the account's failures. Its place in the address's window stays, for that counts every sign-in. */
export function forget(db: DrizzleD1Database, subjects: ReturnType<typeof subjectsOf>) {
  return db.delete(attempt).where(eq(attempt.subject, subjects.account))
}
