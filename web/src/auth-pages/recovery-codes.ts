import { button, h, keepDrawn, p } from './dom.ts'
import { showPage } from './page.ts'
import { t } from './second-factor-setup-words.ts'

/** The codes that replace a lost authenticator, shown once. */
export function showRecoveryCodes(codes: string[], email: string, onDone: () => void): void {
  const copyStatus = h('p', { role: 'status', class: 'help' })
  let copied: 'copied' | 'copyFailed' | undefined
  keepDrawn(() => {
    copyStatus.textContent = copied ? t(copied) : ''
  })
  const copy = async () => {
    const succeeded = await navigator.clipboard?.writeText(codes.join('\n')).then(
      () => true,
      () => false,
    )
    copied = succeeded ? 'copied' : 'copyFailed'
    copyStatus.textContent = t(copied)
  }
  showPage(
    () => t('codesTitle'),
    [
      p(() => t('codesWhy')),
      h('p', { class: 'on-paper' }, () => t('codesFor', { email })),
      h('ul', { class: 'codes' }, ...codes.map(code => h('li', {}, h('code', {}, code)))),
      h(
        'p',
        { class: 'row' },
        button(
          () => t('copy'),
          () => void copy(),
          'second',
        ),
        button(
          () => t('print'),
          () => print(),
          'second',
        ),
      ),
      copyStatus,
      h('p', { class: 'help' }, () => t('where')),
      button(() => t('kept'), onDone, 'main'),
    ],
  )
}
