import type { InferOutput } from 'valibot'
import type { InvitationFace } from '../../../gateway/auth/contract.ts'
import { language } from '../i18n/language.ts'
import { h, type Said } from './dom.ts'
import { t } from './invitation-words.ts'

type Face = InferOutput<typeof InvitationFace>

/** `doctor and owner`. */
const inWords = (roles: Face['roles']) =>
  new Intl.ListFormat(language(), { type: 'conjunction' }).format(roles.map(role => t(role)))

/** What one is asked into: the clinic, as what, and for whom. */
export function face({ clinicName, name, roles, relation, email }: Face): HTMLElement {
  const row = (term: Said, what: Said) => h('div', {}, h('dt', {}, term), h('dd', {}, what))
  return h(
    'dl',
    { class: 'face' },
    row(() => t('clinic'), clinicName),
    row(() => t('for'), email === undefined ? name : `${name} (${email})`),
    row(
      () => t('as'),
      () => (relation && relation !== 'self' ? t(relation) : inWords(roles)),
    ),
  )
}
