import type { Actor } from '#shared/actor'
import type { Mailer } from '../mail/mailer.ts'
import { type MailEnv, sendDue } from '../mail/outbox.ts'
import { letterOf } from './letters.ts'

/** Send the mails that are due. */
export function sendMails(env: MailEnv, at: number, mailer?: Mailer): Promise<void> {
  return sendDue(env, at, letterOf, mailer)
}

/** Milliseconds that mails wait: begun at once, composing one still slowed the answer to an address that is known by some of them. */
const answerGoneMs = 100

/** What follows an operation that leaves a mail: it leaves when the answer is gone, so that none is slower for an address that is known. */
export const mailsFollow = {
  after: (env: MailEnv, { at }: Actor) => scheduler.wait(answerGoneMs).then(() => sendMails(env, at)),
}
