import type { PublicPage } from '../../../gateway/public.ts'
import { button, h } from '../auth-pages/dom.ts'
import { emailField, textField } from '../auth-pages/field.ts'
import { form } from '../auth-pages/form.ts'
import { showMailSent } from '../auth-pages/mail-sent.ts'
import { show } from '../auth-pages/page.ts'
import { newPasswordField, refusedPassword } from '../auth-pages/password.ts'
import { post } from '../auth-pages/post.ts'
import { keepEmail } from '../auth-pages/redirect.ts'
import { keepChoice } from './pending-booking.ts'
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
