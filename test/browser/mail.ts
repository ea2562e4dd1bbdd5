import { inject } from 'vitest'

/** Mails that the local platform kept for reading instead of sending. */

interface Kept {
  messageId: string
  to: string[]
  sentAt: string
  text: string
}

async function kept<T>(query: string): Promise<T> {
  const answer = await fetch(`${inject('url')}/cdn-cgi/local/explorer/api/local/email/sending?${query}`)
  return ((await answer.json()) as { result: T }).result
}

async function newest(email: string, link: RegExp): Promise<string | undefined> {
  const mails = (await kept<Kept[]>('per_page=100'))
    .filter(({ to }) => to.includes(email))
    .sort((one, other) => other.sentAt.localeCompare(one.sentAt))
  for (const { messageId } of mails) {
    const { text } = await kept<Kept>(new URLSearchParams({ email_id: messageId }).toString())
    const found = link.exec(text)?.[0]
    if (found && !opened.has(found)) return found
  }
  return undefined
}

/** Links that a test was given: a mail that is still on its way must not be mistaken for the one before it. */
const opened = new Set<string>()

/** Where the newest mail of its kind to this address leads, once for each mail. It leaves shortly after the answer that caused it. */
export async function linkFor(email: string, page: 'confirm' | 'reset' | 'invitation'): Promise<string> {
  const link = new RegExp(`${inject('url')}/${page}/#[\\w.-]+`)
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const found = await newest(email, link)
    if (found) {
      opened.add(found)
      return found
    }
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new Error(`No mail with a link to /${page}/ came to ${email}.`)
}
