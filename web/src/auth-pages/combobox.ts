import { drawn, h, type Said } from './dom.ts'
import { type Field, labelled, textInput } from './field.ts'
import { t } from './words.ts'

export interface Choice {
  value: string
  label: string
}

interface Combo {
  name: string
  label: Said
  help?: Said
  missing: Said
  autocomplete?: AutoFill
  /** In the language of the moment. Asked when the list opens. */
  choices: () => Choice[]
  value: string
  changed?: () => void
}

/** Lower case without accents, `_` and `/` as spaces, so that "sao paulo" finds America/Sao_Paulo. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[_/]/g, ' ').toLowerCase()

/**
 * One of many, found by typing a part of it: the combobox of the ARIA practices, with a list that filters.
 * Arrows move, Enter takes, Escape gives up; what is left half typed falls back to what was chosen.
 */
export function combo(options: Combo): Field & { input: HTMLInputElement; set(value: string): void } {
  const { name, choices, missing, changed } = options
  const input = textInput({ name, label: options.label, autocomplete: options.autocomplete ?? 'off', missing })
  const popup = h('ul', { id: `${name}-list`, role: 'listbox', 'aria-label': options.label })
  const field = labelled(options, input, h('div', { class: 'combo' }, input, popup))
  let chosen = options.value
  let active = -1
  popup.hidden = true
  for (const [key, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': popup.id,
  }))
    input.setAttribute(key, value)

  const items = () => [...popup.querySelectorAll<HTMLLIElement>('[role=option]')]
  const settle = () => {
    input.value = choices().find(({ value }) => value === chosen)?.label ?? ''
    close()
  }
  function close(): void {
    popup.hidden = true
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.setAttribute('aria-activedescendant', '')
  }
  function point(to: number): void {
    const all = items()
    active = all.length === 0 ? -1 : (to + all.length) % all.length
    for (const [index, item] of all.entries()) item.dataset.active = String(index === active)
    const item = all[active]
    input.setAttribute('aria-activedescendant', item?.id ?? '')
    item?.scrollIntoView({ block: 'nearest' })
  }
  function take(value: string): void {
    const other = value !== chosen
    chosen = value
    settle()
    field.say(undefined)
    if (other) changed?.()
  }
  function open(words: string): void {
    const parts = plain(words).split(/\s+/).filter(Boolean)
    const found = choices().filter(({ value, label }) => {
      const text = plain(`${label} ${value}`)
      return parts.every(part => text.includes(part))
    })
    popup.replaceChildren(
      ...found.map(({ value, label }, index) => {
        const item = h(
          'li',
          { role: 'option', id: `${name}-${index}`, 'aria-selected': String(value === chosen) },
          label,
        )
        item.addEventListener('click', () => take(value))
        return item
      }),
    )
    if (found.length === 0) popup.append(h('li', { class: 'none' }, t('nothingFound')))
    popup.hidden = false
    input.setAttribute('aria-expanded', 'true')
    // Something typed points at its first match; merely opened, the list points at what is chosen.
    const selected = found.findIndex(({ value }) => value === chosen)
    if (words === '' ? selected >= 0 : found.length > 0) point(words === '' ? selected : 0)
    else input.setAttribute('aria-activedescendant', '')
  }

  input.addEventListener('focus', () => input.select())
  input.addEventListener('click', () => open(''))
  input.addEventListener('input', () => open(input.value))
  input.addEventListener('blur', () => {
    const exact = choices().find(({ label }) => plain(label) === plain(input.value.trim()))
    if (exact) take(exact.value)
    else settle()
  })
  // A press on the list must not take the focus from the input, or it would close before the click arrives.
  popup.addEventListener('pointerdown', event => event.preventDefault())
  input.addEventListener('keydown', event => {
    const isOpen = !popup.hidden
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) open('')
      else point(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1))
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      settle()
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      items()[active]?.click()
    }
  })
  drawn(settle)
  return {
    ...field,
    value: () => chosen,
    wrong: () => (chosen === '' ? missing : undefined),
    set(value) {
      chosen = value
      settle()
    },
  }
}
