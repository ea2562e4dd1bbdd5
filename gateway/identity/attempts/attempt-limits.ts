import { createHash } from 'node:crypto'
import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { insertFrom } from '#shared/database/insert-where'
import type { Failures } from '#shared/failures'
import { networkOf } from '../../http/client-address.ts'
import { attempt } from './schema.ts'

/** How often something may be tried by someone: counted in the database, so that a restart forgets nothing. */
export interface Window {
  /** Who or what counts; never in clear where it is a person. */
  subject: string
  limit: number
  /** At most an hour: the sweep forgets what is older. */
  milliseconds: number
  /** What is locked once the limit is met, as the answer names it. */
  scope: RateScope
}

type RateScope = Failures['rate_limited']['scope']

const quarter = 15 * 60_000
const hour = 3_600_000

/** The address typed is hashed: the table tells nobody who tried. */
export function hashOfAddress(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('base64url')
}

/** What a guess at a password counts against: on a device that the account has signed in on before that device alone, elsewhere the account. */
export function accountWindow(email: string, device: string | undefined, limit: number): Window {
  const [subject, scope] = device
    ? ([`device:${device}`, 'device'] as const)
    : ([`account:${hashOfAddress(email)}`, 'account'] as const)
  return { subject, limit, milliseconds: quarter, scope }
}

/** What a guess at a code counts against: the same account or device, apart from its password, which whoever guesses codes has. */
export function codeWindow(counts: string, limit: number): Window {
  return { subject: codeSubject(counts), limit, milliseconds: quarter, scope: 'code' }
}

const codeSubject = (counts: string) => `code:${counts}`

/** What an address does of one kind: failed sign-ins, registrations, mails asked for. */
export function addressWindow(kind: string, address: string, limit: number): Window {
  return hourWindow(`${kind}:${networkOf(address)}`, limit, 'address')
}

export function hourWindow(subject: string, limit: number, scope: RateScope): Window {
  return { subject, limit, milliseconds: hour, scope }
}

/**
 * Take one place in every window before anything is looked at, so that fifty guesses at once cannot all slip under the limit. All or none:
 * whoever is refused by one window uses up no place in another. For the caller's batch; it returns rows where there was a place.
 */
export function takePlaces(db: DrizzleD1Database, windows: Window[], id: string, at: number) {
  const wanted = JSON.stringify(windows)
  return insertFrom(
    db,
    attempt,
    { id: sql`${id} || '-' || wanted.key`, subject: sql`wanted.value ->> 'subject'`, at },
    sql`FROM json_each(${wanted}) AS wanted
          WHERE NOT EXISTS (SELECT 1 FROM json_each(${wanted}) AS one_window
            WHERE (SELECT count(*) FROM attempt WHERE subject = one_window.value ->> 'subject' AND at > ${at} - (one_window.value ->> 'milliseconds'))
              >= one_window.value ->> 'limit')`,
  ).returning({ id: attempt.id })
}

export type Place = { id: string }

/** Give places back: what was tried was no failure, or was not looked at. */
export function releasePlaces(db: DrizzleD1Database, places: Place[]) {
  const ids = JSON.stringify(places.map(one => one.id))
  return db.delete(attempt).where(inArray(attempt.id, sql`(SELECT value FROM json_each(${ids}))`))
}

/**
 * Seconds until every window has a place again, where nobody else takes it: in each, its `limit`th newest has to leave. With what is locked
 * the longest.
 */
export async function whatToWaitFor(
  db: DrizzleD1Database,
  windows: Window[],
  at: number,
): Promise<Failures['rate_limited']> {
  const waits = windows.map(async ({ subject, limit, milliseconds, scope }) => {
    const [last] = await db
      .select({ at: attempt.at })
      .from(attempt)
      .where(and(eq(attempt.subject, subject), gt(attempt.at, at - milliseconds)))
      .orderBy(desc(attempt.at))
      .limit(1)
      .offset(limit - 1)
    return { wait: last ? last.at + milliseconds - at : 0, scope }
  })
  const [longest] = (await Promise.all(waits)).sort((a, b) => b.wait - a.wait)
  return { seconds: Math.max(1, Math.ceil((longest?.wait ?? 0) / 1000)), scope: longest?.scope ?? 'requests' }
}

/** What a success forgets: the failures of the account, or of the device. What others at its address failed at stays. */
export function forget(db: DrizzleD1Database, subject: string, guard: SQL = sql`1`) {
  return db.delete(attempt).where(and(eq(attempt.subject, subject), guard))
}

/** The same of a sign-in that is complete, whichever factors it took. */
export function forgetAll(db: DrizzleD1Database, counts: string, guard: SQL = sql`1`) {
  return db.delete(attempt).where(and(inArray(attempt.subject, [counts, codeSubject(counts)]), guard))
}
