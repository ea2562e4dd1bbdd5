import type { InferOutput } from 'valibot'
import type { InvitationFace } from '../../../gateway/identity/invitations/contract.ts'
import { language } from '../i18n/language.ts'
import { h, type Localized } from './dom.ts'
import { t } from './invitation-words.ts'

type Invitation = InferOutput<typeof InvitationFace>

/** `doctor and owner`. */
const rolesText = (roles: Invitation['roles']) =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(roles.map(role => t(role)))

/** What one is asked into: the clinic, as what, and for whom. */
export function invitationDetails({ clinicName, name, roles, relation, email }: Invitation): HTMLElement {
  const row = (term: Localized, description: Localized) => h('div', {}, h('dt', {}, term), h('dd', {}, description))
  return h(
    'dl',
    { class: 'invitation-details' },
    row(() => t('clinic'), clinicName),
    row(() => t('for'), email === undefined ? name : `${name} (${email})`),
    row(
      () => t('as'),
      () => (relation && relation !== 'self' ? t(relation) : rolesText(roles)),
    ),
  )
}
