import { button, drawn, h, p } from './dom.ts'
import { show } from './page.ts'
import { t } from './second-factor-setup-words.ts'

/** The codes that replace a lost authenticator, shown once. */
export function showRecoveryCodes(codes: string[], email: string, done: () => void): void {
  const heard = h('p', { role: 'status', class: 'help' })
  let copied: 'copied' | 'copyFailed' | undefined
  drawn(() => {
    heard.textContent = copied ? t(copied) : ''
  })
  const copy = async () => {
    const wrote = await navigator.clipboard?.writeText(codes.join('\n')).then(
      () => true,
      () => false,
    )
    copied = wrote ? 'copied' : 'copyFailed'
    heard.textContent = t(copied)
  }
  show(
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
      heard,
      h('p', { class: 'help' }, () => t('where')),
      button(() => t('kept'), done, 'main'),
    ],
  )
}
