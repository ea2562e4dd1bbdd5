import type { InferOutput } from 'valibot'
import type { ConfirmByMail, RegisterClinic } from '../../../gateway/identity/accounts/contract.ts'
import { clinicFields } from './clinic-fields.ts'
import { h, link, p } from './dom.ts'
import { emailField, textField } from './field.ts'
import { form } from './form.ts'
import { showMailSent } from './mail-sent.ts'
import { showPage } from './page.ts'
import { post } from './post.ts'
import { storeTypedEmail } from './redirect.ts'
import { storeDraft, storedDraft } from './register-draft.ts'
import { t } from './register-words.ts'

/** Register a clinic: the clinic, its owner, and then the rest by mail. */
function showRegistration(): void {
  const stored = storedDraft()
  const clinic = clinicFields(stored)
  const name = textField({
    name: 'owner-name',
    label: () => t('ownerName'),
    autocomplete: 'name',
    missing: () => t('ownerNameMissing'),
    maxlength: 120,
    value: stored.ownerName,
  })
  const email = emailField({ value: stored.email, help: () => t('emailHelp') })
  const send = () => {
    storeTypedEmail(email.value())
    const input: RegisterClinic = {
      clinic: clinic.values(),
      owner: { name: name.value(), email: email.value() },
    }
    return post<InferOutput<typeof ConfirmByMail>>('/api/auth/register', input)
  }
  const group = (title: 'theClinic' | 'theOwner', ...parts: Node[]) =>
    h(
      'fieldset',
      {},
      h('legend', {}, () => t(title)),
      ...parts,
    )
  const registration = form({
    fields: [...clinic.fields, name, email],
    parts: [
      group('theClinic', ...clinic.fields.map(({ element }) => element)),
      group('theOwner', name.element, email.element),
    ],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send,
    onSuccess: () =>
      showMailSent({
        email: email.value(),
        purpose: () => t('sent'),
        sendAgain: send,
        changeAddress: showRegistration,
      }),
    paths: { ...clinic.paths, 'owner.name': name, 'owner.email': email },
  })
  registration.addEventListener('change', () =>
    storeDraft({ ...clinic.values(), ownerName: name.value(), email: email.value() }),
  )
  showPage(
    () => t('title'),
    [
      p(() => t('what')),
      registration,
      h(
        'p',
        { class: 'ways apart' },
        () => t('known'),
        ' ',
        link('/sign-in/', () => t('signIn')),
      ),
      h('p', { class: 'ways' }, () => t('invited')),
    ],
    clinic.first,
  )
}

showRegistration()
