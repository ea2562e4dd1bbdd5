import { button, h, type Localized, link, list, p } from './dom.ts'
import { showFailure } from './form.ts'
import { formAlert } from './form-alert.ts'
import { t } from './mail-sent-words.ts'
import { showPage } from './page.ts'
import type { PostResult } from './post.ts'
import { t as common } from './words.ts'

interface MailSentOptions {
  email: string
  /** What the mail is for. */
  purpose: Localized
  /** Ask for the same again. */
  sendAgain: () => Promise<PostResult<unknown>>
  /** Back to the form, for another address. */
  changeAddress: () => void
}

/** Seconds between two mails that a person asks for. */
const resendPause = 60

/** What follows is in the mail: where to look, and the ways out where none comes. */
export function showMailSent({ email, purpose, sendAgain, changeAddress }: MailSentOptions): void {
  const alert = formAlert()
  let sentAt = Date.now()
  const resend = button(
    () => t('again'),
    async () => {
      const secondsLeft = Math.ceil(resendPause - (Date.now() - sentAt) / 1000)
      if (secondsLeft > 0) {
        alert.inform(() => t('justSent'))
        return alert.startCountdown(secondsLeft)
      }
      sentAt = Date.now()
      const answer = await sendAgain()
      if (answer.ok) return alert.inform(() => t('sentAgain'))
      sentAt = 0
      showFailure(alert, answer.problem, answer.retryAfter)
    },
    'second',
  )
  showPage(
    () => t('title'),
    [
      p(purpose),
      h('p', { class: 'address' }, email),
      alert.element,
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
        button(() => t('change'), changeAddress, 'second'),
      ),
      h(
        'p',
        { class: 'ways' },
        link('/sign-in/', () => common('signIn')),
      ),
    ],
  )
}
