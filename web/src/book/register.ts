import type { PublicPage } from '../../../gateway/compose/public.ts'
import { button, h } from '../auth-pages/dom.ts'
import { emailField, textField } from '../auth-pages/field.ts'
import { form } from '../auth-pages/form.ts'
import { showMailSent } from '../auth-pages/mail-sent.ts'
import { showPage } from '../auth-pages/page.ts'
import { post } from '../auth-pages/post.ts'
import { storeTypedEmail } from '../auth-pages/redirect.ts'
import { storePendingBooking } from './pending-booking.ts'
import { t } from './words.ts'

/** Somebody new: who they are, then the rest by mail. `next` is where the portal goes on. */
export function register(page: PublicPage, portalPath: string, goBack: () => void): void {
  const name = textField({
    name: 'name',
    label: () => t('yourName'),
    autocomplete: 'name',
    missing: () => t('yourNameMissing'),
    maxlength: 120,
  })
  const phone = textField({ name: 'phone', label: () => t('phone'), autocomplete: 'tel', maxlength: 32 })
  const email = emailField({ help: () => t('emailHelp') })
  const send = () => {
    storeTypedEmail(email.value())
    storePendingBooking(portalPath)
    return post<unknown>(`/api/public/${encodeURIComponent(page.slug)}/register`, {
      name: name.value(),
      email: email.value(),
      ...(phone.value() ? { phone: phone.value() } : {}),
    })
  }
  const registration = form({
    fields: [name, email, phone],
    submit: () => t('send'),
    pending: () => t('sending'),
    send,
    onSuccess: () =>
      showMailSent({
        email: email.value(),
        purpose: () => t('sent'),
        sendAgain: send,
        changeAddress: () => register(page, portalPath, goBack),
      }),
    paths: { name, email, phone },
  })
  showPage(
    () => t('registerTitle', { clinic: page.name }),
    [
      registration,
      h(
        'p',
        { class: 'ways apart' },
        button(() => t('back'), goBack),
      ),
    ],
    name.input,
  )
}
