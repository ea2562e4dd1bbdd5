import { onLanguage } from '../i18n/language.ts'

/** A text, or what says it in the language of the moment. */
export type Said = string | (() => string)
type Child = Node | Said
interface Attributes {
  [name: string]: Said | true | undefined
}

const drawings = new Set<() => void>()
onLanguage(() => {
  for (const draw of drawings) draw()
})

/** Draw now and at every change of language. What a reader typed stays: only words are drawn again. */
export function drawn(draw: () => void): void {
  draw()
  drawings.add(draw)
}

export const said = (what: Said) => (typeof what === 'string' ? what : what())

/** An element. Attributes and texts that are functions follow the language. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    if (typeof value === 'function') drawn(() => element.setAttribute(name, value()))
    else element.setAttribute(name, value === true ? '' : value)
  }
  for (const child of children) {
    if (typeof child !== 'function') element.append(child)
    else {
      const text = document.createTextNode('')
      drawn(() => {
        text.data = child()
      })
      element.append(text)
    }
  }
  return element
}

/** A button that does something on this page. */
export function button(label: Said, act: () => void, look = 'plain'): HTMLButtonElement {
  const element = h('button', { type: 'button', class: look }, label)
  element.addEventListener('click', act)
  return element
}

/** A paragraph. */
export const p = (...text: Child[]) => h('p', {}, ...text)
/** A way to another page. */
export const link = (href: string, label: Said, look = '') => h('a', { href, class: look }, label)
/** A list of short texts. */
export const list = (...items: Said[]) => h('ul', {}, ...items.map(item => h('li', {}, item)))
