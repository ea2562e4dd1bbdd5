import type { InferOutput } from 'valibot'
import type { ConfirmByMail, RegisterClinic } from '../../../gateway/auth/contract.ts'
import { clinicFields } from './clinic-fields.ts'
import { h, link, p } from './dom.ts'
import { emailField, textField } from './field.ts'
import { form } from './form.ts'
import { showMailSent } from './mail-sent.ts'
import { show } from './page.ts'
import { newPasswordField, refusedPassword } from './password.ts'
import { post } from './post.ts'
import { keepEmail } from './redirect.ts'
import { draft, keepDraft } from './register-draft.ts'
import { t } from './register-words.ts'

/** Register a clinic: the clinic, its owner, and then the rest by mail. */
function ask(): void {
  const kept = draft()
  const clinic = clinicFields(kept)
  const name = textField({
    name: 'owner-name',
    label: () => t('ownerName'),
    autocomplete: 'name',
    missing: () => t('ownerNameMissing'),
    maxlength: 120,
    value: kept.ownerName,
  })
  const email = emailField({ value: kept.email, help: () => t('emailHelp') })
  const password = newPasswordField(() => t('choosePassword'))
  const send = () => {
    keepEmail(email.value())
    const input: RegisterClinic = {
      clinic: clinic.values(),
      owner: { name: name.value(), email: email.value(), password: password.value() },
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
  const fill = form({
    fields: [...clinic.fields, name, email, password],
    parts: [
      group('theClinic', ...clinic.fields.map(({ element }) => element)),
      group('theOwner', name.element, email.element, password.element),
    ],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send,
    done: () => showMailSent({ email: email.value(), says: () => t('sent'), again: send, change: ask }),
    paths: { ...clinic.paths, 'owner.name': name, 'owner.email': email, 'owner.password': password },
    refused: problem => refusedPassword(problem, password),
  })
  fill.addEventListener('change', () =>
    keepDraft({ ...clinic.values(), ownerName: name.value(), email: email.value() }),
  )
  show(
    () => t('title'),
    [
      p(() => t('what')),
      fill,
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

ask()
