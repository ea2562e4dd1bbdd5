import { drawn, h, type Said, said } from './dom.ts'
import { t } from './words.ts'

export interface Field {
  element: HTMLElement
  input: HTMLInputElement | HTMLSelectElement
  label: Said
  value(): string
  /** Why it cannot be sent as it stands; undefined where it can. */
  wrong(): Said | undefined
  /** Say beside the field what to do about it, or nothing. */
  say(what: Said | undefined): void
}

interface Labelled {
  name: string
  label: Said
  help?: Said
  /** Said where it is left empty. Without it the field may stay empty. */
  missing?: Said
  /** A rule of its own; asked where it is not empty. */
  check?: (value: string) => Said | undefined
}

interface TextField extends Labelled {
  type?: 'text' | 'email' | 'password'
  autocomplete: AutoFill
  value?: string | undefined
  /** `numeric` shows digits on a phone. */
  keyboard?: 'numeric'
  readonly?: boolean
  maxlength?: number
}

/** Label above, help below it, what is wrong beside the input, each known to the input. */
export function labelled<I extends HTMLInputElement | HTMLSelectElement>(
  { name, label, help, missing, check }: Labelled,
  input: I,
  around: HTMLElement = input,
): Field & { input: I } {
  const error = h('p', { class: 'error', id: `${name}-error` })
  const hint = help === undefined ? [] : [h('p', { class: 'help', id: `${name}-help` }, help)]
  let what: Said | undefined
  input.id = name
  input.name = name
  drawn(() => {
    error.textContent = what === undefined ? '' : said(what)
  })
  const say = (now: Said | undefined) => {
    what = now
    error.hidden = now === undefined
    error.textContent = now === undefined ? '' : said(now)
    input.setAttribute('aria-invalid', String(now !== undefined))
    const described = [...hint, ...(now === undefined ? [] : [error])]
    if (described.length === 0) input.removeAttribute('aria-describedby')
    else input.setAttribute('aria-describedby', described.map(({ id }) => id).join(' '))
  }
  say(undefined)
  const value = () => (input.type === 'password' || input.dataset.secret ? input.value : input.value.trim())
  return {
    element: h('div', { class: 'field' }, h('label', { for: name }, label), ...hint, error, around),
    input,
    label,
    value,
    say,
    wrong: () => (value() === '' ? missing : check?.(value())),
  }
}

export function textInput(options: TextField): HTMLInputElement {
  const { type = 'text', autocomplete, value = '', keyboard, readonly, maxlength, missing } = options
  const input = h('input', {
    type,
    autocomplete,
    inputmode: keyboard,
    maxlength: maxlength === undefined ? undefined : String(maxlength),
    readonly: readonly ? true : undefined,
    'aria-required': missing === undefined ? undefined : 'true',
  })
  if (type !== 'text' || keyboard) {
    input.autocapitalize = 'none'
    input.spellcheck = false
  }
  input.value = value
  return input
}

export function textField(options: TextField): Field & { input: HTMLInputElement } {
  return labelled(options, textInput(options))
}

/** What people call an address: something before an @ and a name with a dot after it. The server says the rest. */
export function emailField(
  options: { name?: string; value?: string | undefined; help?: Said; readonly?: boolean } = {},
) {
  return textField({
    name: 'email',
    label: () => t('email'),
    type: 'email',
    autocomplete: 'username',
    missing: () => t('emailMissing'),
    check: value => (/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value) ? undefined : () => t('emailWrong')),
    maxlength: 254,
    ...options,
  })
}
