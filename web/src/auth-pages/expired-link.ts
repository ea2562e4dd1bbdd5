import { h, link, p, type Said } from './dom.ts'
import { show } from './page.ts'
import { t } from './words.ts'

interface Way {
  href: string
  label: Said
}

/** A link that is used, expired or cut off: why, and the way out. */
export function showLinkOver(what: Said, way: Way, other: Way = { href: '/sign-in/', label: () => t('signIn') }): void {
  show(
    () => t('linkOver'),
    [
      p(what),
      h('p', { class: 'row' }, link(way.href, way.label, 'main')),
      h('p', { class: 'ways' }, link(other.href, other.label)),
    ],
  )
}
