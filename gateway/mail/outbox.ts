import { and, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { insertWhere } from '#shared/database/insert-where'
import { newId } from '#shared/id'
import { log, thrown } from '#shared/log'
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

/** Send what is due, oldest first. What is not taken comes again, after a pause that doubles from one minute to an hour. */
export async function sendDue(
  env: MailEnv,
  at: number,
  writeMail: WriteMail,
  mailer: Mailer = platformMailer(env),
): Promise<void> {
  const db = drizzle(env.IDENTITY_DB)
  const due = db
    .select({ id: mail.id })
    .from(mail)
    .where(and(isNull(mail.settledAt), lte(mail.dueAt, at)))
    .orderBy(mail.dueAt)
    .limit(perSweep)
  // Taken by moving them ahead, so that two at once do not send the same.
  const rows = await db
    .update(mail)
    .set({ attempts: sql`attempts + 1`, dueAt: sql`${at} + min(3600000, 60000 << min(attempts, 6))` })
    .where(inArray(mail.id, due))
    .returning()
  await Promise.all(rows.map(row => sendOne(env, db, row, at, writeMail, mailer)))
}

async function sendOne(
  env: MailEnv,
  db: DrizzleD1Database,
  row: Row,
  at: number,
  writeMail: WriteMail,
  mailer: Mailer,
): Promise<void> {
  try {
    const written = await writeMail(env, db, row, at)
    if (written) await mailer.send(written)
    await db.update(mail).set({ settledAt: at }).where(eq(mail.id, row.id))
  } catch (error) {
    log('mail.failed', { objectId: row.id, count: row.attempts, ...thrown(error) })
  }
}
