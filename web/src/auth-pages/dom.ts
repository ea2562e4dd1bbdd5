import { onLanguage } from '../i18n/language.ts'

/** A text, or a function that returns the text in the current language. */
export type Localized = string | (() => string)
type Child = Node | Localized
interface Attributes {
  [name: string]: Localized | true | undefined
}

const redraws = new Set<() => void>()
onLanguage(() => {
  for (const draw of redraws) draw()
})

/** Run `draw` now and after each change of language. Typed values stay: `draw` only replaces texts. */
export function keepDrawn(draw: () => void): void {
  draw()
  redraws.add(draw)
}

export const textOf = (text: Localized) => (typeof text === 'string' ? text : text())

/** An element. Attributes and texts that are functions follow the language. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    if (typeof value === 'function') keepDrawn(() => element.setAttribute(name, value()))
    else element.setAttribute(name, value === true ? '' : value)
  }
  for (const child of children) {
    if (typeof child !== 'function') element.append(child)
    else {
      const text = document.createTextNode('')
      keepDrawn(() => {
        text.data = child()
      })
      element.append(text)
    }
  }
  return element
}

/** A button that does something on this page. */
export function button(label: Localized, act: () => void, className = 'plain'): HTMLButtonElement {
  const element = h('button', { type: 'button', class: className }, label)
  element.addEventListener('click', act)
  return element
}

/** A paragraph. */
export const p = (...text: Child[]) => h('p', {}, ...text)
/** A way to another page. */
export const link = (href: string, label: Localized, className = '') => h('a', { href, class: className }, label)
/** A list of short texts. */
export const list = (...items: Localized[]) => h('ul', {}, ...items.map(item => h('li', {}, item)))
