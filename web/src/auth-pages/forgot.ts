import { h, link, p } from './dom.ts'
import { emailField } from './field.ts'
import { t } from './forgot-words.ts'
import { form } from './form.ts'
import { showMailSent } from './mail-sent.ts'
import { show } from './page.ts'
import { post } from './post.ts'
import { keepEmail, keptEmail } from './redirect.ts'
import { t as common } from './words.ts'

/** A forgotten password: where to send the link. Whether the address is known is not said. */
function ask(): void {
  const email = emailField({ value: keptEmail() })
  const send = () => {
    keepEmail(email.value())
    return post('/api/auth/password/forgot', { email: email.value() })
  }
  const whereTo = form({
    fields: [email],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send,
    done: () => showMailSent({ email: email.value(), says: () => t('sent'), again: send, change: ask }),
    paths: { email },
  })
  show(
    () => t('title'),
    [
      p(() => t('what')),
      whereTo,
      h(
        'p',
        { class: 'ways' },
        link('/sign-in/', () => common('signIn')),
      ),
    ],
    email.input,
  )
}

ask()
