import type { PublicPage } from '../../../gateway/compose/public.ts'
import { keepEmail } from '../doors/arrival.ts'
import { post } from '../doors/ask.ts'
import { button, h } from '../doors/dom.ts'
import { emailField, textField } from '../doors/field.ts'
import { form } from '../doors/form.ts'
import { show } from '../doors/frame.ts'
import { showMailSent } from '../doors/mail-sent.ts'
import { newPasswordField, refusedPassword } from '../doors/password.ts'
import { keepChoice } from './kept.ts'
import { t } from './words.ts'

/** Somebody new: who they are, then the rest by mail. `next` is where the portal goes on. */
export function register(page: PublicPage, next: string, back: () => void): void {
  const name = textField({
    name: 'name',
    label: () => t('yourName'),
    autocomplete: 'name',
    missing: () => t('yourNameMissing'),
    maxlength: 120,
  })
  const phone = textField({ name: 'phone', label: () => t('phone'), autocomplete: 'tel', maxlength: 32 })
  const email = emailField({ help: () => t('emailHelp') })
  const password = newPasswordField(() => t('choosePassword'))
  const send = () => {
    keepEmail(email.value())
    keepChoice(next)
    return post<unknown>(`/api/public/${encodeURIComponent(page.slug)}/register`, {
      name: name.value(),
      email: email.value(),
      password: password.value(),
      ...(phone.value() ? { phone: phone.value() } : {}),
    })
  }
  const fill = form({
    fields: [name, email, phone, password],
    submit: () => t('send'),
    busy: () => t('sending'),
    send,
    done: () =>
      showMailSent({
        email: email.value(),
        says: () => t('sent'),
        again: send,
        change: () => register(page, next, back),
      }),
    paths: { name, email, phone, password },
    refused: problem => refusedPassword(problem, password),
  })
  show(
    () => t('registerTitle', { clinic: page.name }),
    [
      fill,
      h(
        'p',
        { class: 'ways apart' },
        button(() => t('back'), back),
      ),
    ],
    name.input,
  )
}
