import { createHash } from 'node:crypto'
import { and, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { insertFrom } from '#shared/database/insert-where'
import { networkOf } from '../../http/client-address.ts'
import { attempt } from './schema.ts'

/** How often something may be tried by someone: counted in the database, so that a restart forgets nothing. */
export interface Window {
  /** Who or what counts; never in clear where it is a person. */
  subject: string
  limit: number
  /** At most an hour: the sweep forgets what is older. */
  milliseconds: number
}

const quarter = 15 * 60_000
const hour = 3_600_000

/**
 * What a guess at an account counts against, whichever factor is guessed: on a device that the account has signed in on before that device
 * alone, elsewhere the account. The address typed is hashed: the table tells nobody who tried.
 */
export function accountWindow(email: string, device: string | undefined, limit: number): Window {
  const subject = device
    ? `device:${device}`
    : `account:${createHash('sha256').update(email.toLowerCase()).digest('base64url')}`
  return { subject, limit, milliseconds: quarter }
}

/** What an address does of one kind: sign-ins, registrations, mails asked for. */
export function addressWindow(kind: string, address: string, limit: number): Window {
  return { subject: `${kind}:${networkOf(address)}`, limit, milliseconds: hour }
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

/** Seconds until every window has a place again, where nobody else takes it: in each, its `limit`th newest has to leave. */
export async function secondsToWait(db: DrizzleD1Database, windows: Window[], at: number): Promise<number> {
  const waits = windows.map(async ({ subject, limit, milliseconds }) => {
    const [last] = await db
      .select({ at: attempt.at })
      .from(attempt)
      .where(and(eq(attempt.subject, subject), gt(attempt.at, at - milliseconds)))
      .orderBy(desc(attempt.at))
      .limit(1)
      .offset(limit - 1)
    return last ? last.at + milliseconds - at : 0
  })
  return Math.max(1, Math.ceil(Math.max(...(await Promise.all(waits))) / 1000))
}

/** What a success forgets: the failures of the account, or of the device. An address's places stay, for they count every try. */
export function forget(db: DrizzleD1Database, subject: string, guard: SQL = sql`1`) {
  return db.delete(attempt).where(and(eq(attempt.subject, subject), guard))
}
