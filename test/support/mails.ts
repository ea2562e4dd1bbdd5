import type { App } from './harness.ts'

/** The mails that the system sent, read where a person reads them locally: in wrangler's explorer. */

const explorer = '/cdn-cgi/local/explorer/api/local/email/sending'

export interface Mail {
  from: string
  subject: string
  text: string
  html: string
  /** The page that its link opens, and the token it brings. */
  page: string
  token: string
}

interface Listed {
  messageId: string
  to: string[]
  sentAt: string
}

/** Every mail to this address, the first first. */
export async function mailsTo(app: App, address: string): Promise<Mail[]> {
  const found: Listed[] = []
  let more = true
  for (let cursor = ''; more; ) {
    const { body } = await app.send('GET', `${explorer}?per_page=100${cursor}`, {})
    found.push(...body.result.filter((one: Listed) => one.to.includes(address)))
    more = body.result_info.has_more === true
    cursor = `&cursor=${encodeURIComponent(body.result_info.cursor)}`
  }
  found.sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1))
  return Promise.all(found.map(({ messageId }) => read(app, messageId)))
}

async function read(app: App, id: string): Promise<Mail> {
  const { body } = await app.send('GET', `${explorer}?email_id=${encodeURIComponent(id)}`, {})
  const { from, subject, text, html } = body.result
  const [, page = '', token = ''] = /^.*: \S+\/([a-z-]+)\/#(\S+)$/m.exec(text) ?? []
  return { from, subject, text, html, page, token }
}

/** The mail to this address after `seen` others; mails leave after the answer. */
export async function mailTo(app: App, address: string, seen = 0): Promise<Mail> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const mail = (await mailsTo(app, address))[seen]
    if (mail) return mail
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`no mail number ${seen + 1} to this address`)
}
