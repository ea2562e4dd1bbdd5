import { chooseLanguage, language, languageNames, languages, onLanguage } from '../i18n/language.ts'
import { button, h, keepDrawn, type Localized, textOf } from './dom.ts'

/** The layout that all auth pages share: brand, one heading, the page's own content, the languages. */
const heading = h('h1', { tabindex: '-1' })
const content = h('div')
const languageButtons = h(
  'nav',
  { class: 'languages' },
  ...languages.map(one => {
    const choice = button(languageNames[one], () => chooseLanguage(one))
    choice.lang = one
    keepDrawn(() => choice.setAttribute('aria-pressed', String(language() === one)))
    return choice
  }),
)

let title: Localized = ''
const drawTitle = () => {
  const words = textOf(title)
  heading.textContent = words
  document.title = words.includes('Smart Healthcare') ? words : `${words} · Smart Healthcare`
}
onLanguage(drawTitle)

document
  .querySelector('main')
  ?.replaceChildren(
    h(
      'p',
      { class: 'brand' },
      h('img', { src: '/favicon.svg', alt: '', width: '32', height: '32' }),
      'Smart Healthcare',
    ),
    heading,
    content,
    languageButtons,
  )

/**
 * Show one step of a page. Focus goes to `first`, else to the heading, so that whoever does not see the change hears it.
 */
export function showPage(headingText: Localized, parts: Node[], first?: HTMLElement): void {
  title = headingText
  drawTitle()
  content.replaceChildren(...parts)
  scrollTo(0, 0)
  ;(first ?? heading).focus()
}
