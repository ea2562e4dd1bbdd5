import { h, link, p } from './dom.ts'
import { emailField } from './field.ts'
import { t } from './forgot-words.ts'
import { form } from './form.ts'
import { showMailSent } from './mail-sent.ts'
import { showPage } from './page.ts'
import { post } from './post.ts'
import { storeTypedEmail, typedEmail } from './redirect.ts'
import { t as common } from './words.ts'

/** A forgotten password: where to send the link. Whether the address is known is not said. */
function showForm(): void {
  const email = emailField({ value: typedEmail() })
  const send = () => {
    storeTypedEmail(email.value())
    return post('/api/auth/password/forgot', { email: email.value() })
  }
  const request = form({
    fields: [email],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send,
    onSuccess: () =>
      showMailSent({ email: email.value(), purpose: () => t('sent'), sendAgain: send, changeAddress: showForm }),
    paths: { email },
  })
  showPage(
    () => t('title'),
    [
      p(() => t('what')),
      request,
      h(
        'p',
        { class: 'ways' },
        link('/sign-in/', () => common('signIn')),
      ),
    ],
    email.input,
  )
}

showForm()
