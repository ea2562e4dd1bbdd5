import type { RecoveryCodes } from '../../../gateway/identity/factors/contract.ts'
import { button, h, keepDrawn, p } from './dom.ts'
import { showPage } from './page.ts'
import { t } from './second-factor-setup-words.ts'

/** The codes that replace a lost authenticator, shown once; with the printed code to keep, for whom nobody else can help. */
export function showRecoveryCodes(
  { recoveryCodes: codes, printedCode }: RecoveryCodes,
  email: string,
  onDone: () => void,
): void {
  const copyStatus = h('p', { role: 'status', class: 'help' })
  let copied: 'copied' | 'copyFailed' | undefined
  keepDrawn(() => {
    copyStatus.textContent = copied ? t(copied) : ''
  })
  const copy = async () => {
    const succeeded = await navigator.clipboard
      ?.writeText([...codes, ...(printedCode ? ['', printedCode] : [])].join('\n'))
      .then(
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
      ...(printedCode
        ? [
            h('h2', {}, () => t('printedTitle')),
            p(() => t('printedWhy')),
            h('p', { class: 'printed-code' }, h('code', {}, printedCode)),
          ]
        : []),
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
