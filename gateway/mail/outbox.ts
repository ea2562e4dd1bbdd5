import { and, inArray, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { insertWhere } from '#shared/database/insert-where'
import { mostTries } from '#shared/database/outbox'
import { dispatch, type Effect, reportEffect, type Source } from '#shared/dispatch'
import { newId } from '#shared/id'
import { iso } from '#shared/time'
import { type Mail, type Mailer, platformMailer } from './mailer.ts'
import { mail, type mailKinds } from './schema.ts'

/**
 * Identity's own outbox: a mail is a row in the batch of what it is about, sent right after and by the sweep each minute, and settled only
 * when it was taken. The row holds ids; what the mail says and its link are made when it is sent.
 */

/** How many mails one sweep sends. */
const perSweep = 50

/**
 * A mail to follow a write.
 *
 * @param given a condition for the row; put it right after the write that it depends on where that is `changes() = 1`.
 */
export function mailRow(
  db: DrizzleD1Database,
  kind: (typeof mailKinds)[number],
  subjectId: string,
  origin: string,
  at: number,
  given: SQL = sql`1 = 1`,
) {
  return insertWhere(
    db,
    mail,
    { id: newId('mail'), kind, subjectId, origin, createdAt: at, dueAt: at, attempts: 0 },
    given,
  )
}

export type MailEnv = Pick<GatewayEnv, 'IDENTITY_DB' | 'REFRESH_SECRET' | 'MAIL' | 'MAIL_FROM'>
type Row = typeof mail.$inferSelect

/** The mail of a row, as things stand now; undefined where there is nothing left to say. Whoever knows what mails are about writes it. */
export type WriteMail = (env: MailEnv, db: DrizzleD1Database, row: Row, at: number) => Promise<Mail | undefined>

/** Send what is due, oldest first. What is not taken comes again, after a pause that doubles from one minute to an hour, ten times in all. */
export async function sendDue(
  env: MailEnv,
  at: number,
  writeMail: WriteMail,
  mailer: Mailer = platformMailer(env),
): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const taken = new Map<string, Row>()
  const effect: Effect = {
    group: ({ id }) => id,
    apply: async ([entry]) => {
      const row = entry && taken.get(entry.id)
      const written = row && (await writeMail(env, db, row, at))
      if (written) await mailer.send(written)
    },
  }
  await dispatch(mailsDue(db, at, taken), { mail: effect }, reportEffect, { perRound: perSweep, rounds: 1 })
}

/** The mails as an outbox. @param taken is filled with the rows that are taken. */
function mailsDue(db: DrizzleD1Database, at: number, taken: Map<string, Row>): Source {
  const among = (ids: string[]) => inArray(mail.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`)
  return {
    pending: async limit => {
      const due = db
        .select({ id: mail.id })
        .from(mail)
        .where(and(isNull(mail.settledAt), lte(mail.dueAt, at), lt(mail.attempts, mostTries)))
        .orderBy(mail.dueAt)
        .limit(limit)
      // Taken by moving them ahead, so that two at once do not send the same.
      const rows = await db
        .update(mail)
        .set({ attempts: sql`attempts + 1`, dueAt: sql`${at} + min(3600000, 60000 << min(attempts, 6))` })
        .where(inArray(mail.id, due))
        .returning()
      for (const row of rows) taken.set(row.id, row)
      return rows.map(({ id, subjectId, createdAt, attempts }) => ({
        id,
        clinicId: '',
        topic: 'mail',
        objectId: subjectId,
        payload: {},
        createdAt: iso(createdAt),
        attempts,
      }))
    },
    settled: ids => db.update(mail).set({ settledAt: at }).where(among(ids)),
    deferred: ids => db.update(mail).set({ attempts: sql`max(0, attempts - 1)` }).where(among(ids)),
  }
}
