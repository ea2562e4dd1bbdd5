import type { InferOutput } from 'valibot'
import type { LoginAnswer } from '../../../gateway/identity/sessions/contract.ts'
import { h, type Localized, link } from './dom.ts'
import { emailField } from './field.ts'
import { form } from './form.ts'
import { formAlert } from './form-alert.ts'
import { showPage } from './page.ts'
import { passwordField } from './password.ts'
import { post } from './post.ts'
import { enterApp, storeTypedEmail, typedEmail } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as secondStep } from './second-factor-words.ts'
import { t } from './sign-in-words.ts'

/** Sign-in: address and password, then the second factor where it is asked for, then on to where the person wanted to go. */

/** The message for each reason that a refused refresh gave. */
const reasonMessages: Record<string, Localized> = {
  idle: () => t('idle'),
  ended: () => t('ended'),
  replayed: () => t('replayed'),
  second_factor: () => t('secondFactor'),
  password_changed: () => t('passwordChanged'),
}

function askForPassword(message?: Localized): void {
  const alert = formAlert()
  const email = emailField({ value: typedEmail() })
  const password = passwordField()
  const signInForm = form<InferOutput<typeof LoginAnswer>>({
    alert: alert,
    fields: [email, password],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send: () => {
      storeTypedEmail(email.value())
      return post('/api/auth/login', { email: email.value(), password: password.value() })
    },
    onSuccess: answer => {
      if ('accessToken' in answer) return enterApp()
      void secondFactor({
        challenge: answer,
        onSignedIn: enterApp,
        restart: reason => askForPassword(reason && (() => secondStep('tooLate'))),
      })
    },
    refusalOf: ({ code }) =>
      code === 'bad_credentials' || code === 'invalid_request' ? { formMessage: () => t('badCredentials') } : undefined,
  })
  if (message) alert.inform(message)
  // The typed address is kept when the person goes on to another auth page.
  email.input.addEventListener('change', () => storeTypedEmail(email.value()))
  showPage(
    () => t('title'),
    [
      signInForm,
      h(
        'p',
        { class: 'ways' },
        link('/forgot/', () => t('forgotten')),
      ),
      h(
        'p',
        { class: 'ways apart' },
        () => t('noClinic'),
        ' ',
        link('/register/', () => t('register')),
      ),
      h(
        'p',
        { class: 'ways' },
        () => t('printed'),
        ' ',
        link('/invitation/', () => t('useCode')),
      ),
    ],
    email.value() ? password.input : email.input,
  )
}

askForPassword(reasonMessages[new URLSearchParams(location.search).get('reason') ?? ''])
