import { button, h, link, list, p, type Said } from './dom.ts'
import { tellFailure } from './form.ts'
import { notice } from './form-alert.ts'
import { t } from './mail-sent-words.ts'
import { show } from './page.ts'
import type { Answer } from './post.ts'
import { t as common } from './words.ts'

interface Sent {
  email: string
  /** What the mail is for. */
  says: Said
  /** Ask for the same again. */
  again: () => Promise<Answer<unknown>>
  /** Back to the form, for another address. */
  change: () => void
}

/** Seconds between two mails that a person asks for. */
const pause = 60

/** What follows is in the mail: where to look, and the ways out where none comes. */
export function showMailSent({ email, says, again, change }: Sent): void {
  const above = notice()
  let since = Date.now()
  const resend = button(
    () => t('again'),
    async () => {
      const left = Math.ceil(pause - (Date.now() - since) / 1000)
      if (left > 0) {
        above.tell(() => t('justSent'))
        return above.countDown(left)
      }
      since = Date.now()
      const answer = await again()
      if (answer.ok) return above.tell(() => t('sentAgain'))
      since = 0
      tellFailure(above, answer.problem, answer.wait)
    },
    'second',
  )
  show(
    () => t('title'),
    [
      p(says),
      h('p', { class: 'address' }, email),
      above.element,
      h('h2', {}, () => t('noMail')),
      list(
        () => t('spam'),
        () => t('minutes'),
        () => t('spelling'),
      ),
      h(
        'p',
        { class: 'row' },
        resend,
        button(() => t('change'), change, 'second'),
      ),
      h(
        'p',
        { class: 'ways' },
        link('/sign-in/', () => common('signIn')),
      ),
    ],
  )
}
