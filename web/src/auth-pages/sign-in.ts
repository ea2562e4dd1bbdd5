import type { InferOutput } from 'valibot'
import type { LoginAnswer } from '../../../gateway/auth/contract.ts'
import { h, link, type Said } from './dom.ts'
import { emailField } from './field.ts'
import { form } from './form.ts'
import { notice } from './form-alert.ts'
import { show } from './page.ts'
import { passwordField } from './password.ts'
import { post } from './post.ts'
import { enter, keepEmail, keptEmail } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as secondStep } from './second-factor-words.ts'
import { t } from './sign-in-words.ts'

/** Sign-in: address and password, then the second factor where it is asked for, then on to where the person wanted to go. */

/** Why somebody stands here again, as the refused refresh said. */
const reasons: Record<string, Said> = {
  idle: () => t('idle'),
  ended: () => t('ended'),
  replayed: () => t('replayed'),
  second_factor: () => t('secondFactor'),
  password_changed: () => t('passwordChanged'),
}

function askForPassword(told?: Said): void {
  const above = notice()
  const email = emailField({ value: keptEmail() })
  const password = passwordField()
  const ask = form<InferOutput<typeof LoginAnswer>>({
    notice: above,
    fields: [email, password],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send: () => {
      keepEmail(email.value())
      return post('/api/auth/login', { email: email.value(), password: password.value() })
    },
    done: answer => {
      if ('accessToken' in answer) return enter()
      void secondFactor({
        asked: answer,
        done: enter,
        again: why => askForPassword(why && (() => secondStep('tooLate'))),
      })
    },
    refused: ({ code }) =>
      code === 'bad_credentials' || code === 'invalid_request' ? { above: () => t('badCredentials') } : undefined,
  })
  if (told) above.tell(told)
  // Leaving for another door keeps the address that was typed.
  email.input.addEventListener('change', () => keepEmail(email.value()))
  show(
    () => t('title'),
    [
      ask,
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

askForPassword(reasons[new URLSearchParams(location.search).get('reason') ?? ''])
