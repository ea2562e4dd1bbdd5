import { h, type Localized, link, p } from './dom.ts'
import { showPage } from './page.ts'
import { t } from './words.ts'

interface NextPage {
  href: string
  label: Localized
}

/** A link that is used, expired or cut off: why, and the way out. */
export function showExpiredLink(
  reason: Localized,
  next: NextPage,
  alternative: NextPage = { href: '/sign-in/', label: () => t('signIn') },
): void {
  showPage(
    () => t('linkExpired'),
    [
      p(reason),
      h('p', { class: 'row' }, link(next.href, next.label, 'main')),
      h('p', { class: 'ways' }, link(alternative.href, alternative.label)),
    ],
  )
}
