import { h, keepDrawn, type Localized } from './dom.ts'
import { type Field, labelledField, textInput } from './field.ts'
import { t } from './words.ts'

export interface Choice {
  value: string
  label: string
}

interface ComboboxOptions {
  name: string
  label: Localized
  help?: Localized
  missing: Localized
  autocomplete?: AutoFill
  /** In the language of the moment. Asked when the list opens. */
  choices: () => Choice[]
  value: string
  onChange?: () => void
}

/** Lower case without accents, `_` and `/` as spaces, so that "sao paulo" finds America/Sao_Paulo. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[_/]/g, ' ').toLowerCase()

/**
 * One of many, found by typing a part of it: the combobox of the ARIA practices, with a list that filters.
 * Arrows move, Enter takes, Escape gives up; what is left half typed falls back to what was chosen.
 */
export function combobox(options: ComboboxOptions): Field & { input: HTMLInputElement; set(value: string): void } {
  const { name, choices, missing, onChange } = options
  const input = textInput({ name, label: options.label, autocomplete: options.autocomplete ?? 'off', missing })
  const popup = h('ul', { id: `${name}-list`, role: 'listbox', 'aria-label': options.label })
  const field = labelledField(options, input, h('div', { class: 'combo' }, input, popup))
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
  const restoreChosen = () => {
    input.value = choices().find(({ value }) => value === chosen)?.label ?? ''
    close()
  }
  function close(): void {
    popup.hidden = true
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.setAttribute('aria-activedescendant', '')
  }
  function activate(to: number): void {
    const all = items()
    active = all.length === 0 ? -1 : (to + all.length) % all.length
    for (const [index, item] of all.entries()) item.dataset.active = String(index === active)
    const item = all[active]
    input.setAttribute('aria-activedescendant', item?.id ?? '')
    item?.scrollIntoView({ block: 'nearest' })
  }
  function choose(value: string): void {
    const changesChoice = value !== chosen
    chosen = value
    restoreChosen()
    field.showMessage(undefined)
    if (changesChoice) onChange?.()
  }
  function open(typed: string): void {
    const parts = plain(typed).split(/\s+/).filter(Boolean)
    const matches = choices().filter(({ value, label }) => {
      const text = plain(`${label} ${value}`)
      return parts.every(part => text.includes(part))
    })
    popup.replaceChildren(
      ...matches.map(({ value, label }, index) => {
        const item = h(
          'li',
          { role: 'option', id: `${name}-${index}`, 'aria-selected': String(value === chosen) },
          label,
        )
        item.addEventListener('click', () => choose(value))
        return item
      }),
    )
    if (matches.length === 0) popup.append(h('li', { class: 'none' }, t('nothingFound')))
    popup.hidden = false
    input.setAttribute('aria-expanded', 'true')
    // Something typed points at its first match; merely opened, the list points at what is chosen.
    const selected = matches.findIndex(({ value }) => value === chosen)
    if (typed === '' ? selected >= 0 : matches.length > 0) activate(typed === '' ? selected : 0)
    else input.setAttribute('aria-activedescendant', '')
  }

  input.addEventListener('focus', () => input.select())
  input.addEventListener('click', () => open(''))
  input.addEventListener('input', () => open(input.value))
  input.addEventListener('blur', () => {
    const exact = choices().find(({ label }) => plain(label) === plain(input.value.trim()))
    if (exact) choose(exact.value)
    else restoreChosen()
  })
  // A press on the list must not take the focus from the input, or it would close before the click arrives.
  popup.addEventListener('pointerdown', event => event.preventDefault())
  input.addEventListener('keydown', event => {
    const isOpen = !popup.hidden
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isOpen) open('')
      else activate(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1))
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      restoreChosen()
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      items()[active]?.click()
    }
  })
  keepDrawn(restoreChosen)
  return {
    ...field,
    value: () => chosen,
    validationMessage: () => (chosen === '' ? missing : undefined),
    set(value) {
      chosen = value
      restoreChosen()
    },
  }
}
