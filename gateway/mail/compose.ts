import type { Mail } from './mailer.ts'
import { nameInMail } from './name-in-mail.ts'
import { type MailText, mailTexts } from './texts.ts'

/** What a mail is about. The link's token stands behind a `#`, which browsers keep out of requests, logs and referrers. */
export interface Letter {
  to: string
  locale: 'en' | 'id'
  text: MailText
  /** The clinic that invites; no other name ever stands in a mail. */
  clinicName?: string
  /** The head of an access log, as `verify` takes it. */
  witness?: string
  origin: string
  /** The page and its token; absent where the mail tells of a change: it then leads to where a new password is asked for. */
  link?: { page: 'confirm' | 'reset' | 'invitation'; token: string }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, one => escapes[one] ?? one)

export function compose({ to, locale, text, clinicName = '', witness = '', origin, link }: Letter): Mail {
  const { greeting, signature, keepLink, letters } = mailTexts[locale]
  const { subject, body, button, notYou, page = 'forgot' } = letters[text]
  const url = link ? `${origin}/${link.page}/#${link.token}` : `${origin}/${page}/`
  const fill = (line: string) =>
    line
      .replaceAll('{clinic}', () => nameInMail(clinicName))
      .replaceAll('{to}', () => to)
      .replaceAll('{witness}', () => witness)
  const before = [greeting, ...body.map(fill)]
  const after = [notYou, ...(link ? [keepLink] : []), fill(signature)]
  const paragraphs = (lines: string[]) => lines.map(line => `<p>${escaped(line)}</p>`).join('\n')
  return {
    to,
    subject,
    text: [...before, `${button}: ${url}`, ...after].join('\n\n'),
    html: `<!doctype html>
<html lang="${locale}"><body style="font:16px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em">
${paragraphs(before)}
<p><a href="${escaped(url)}">${escaped(button)}</a></p>
${paragraphs(after)}
</body></html>`,
  }
}
