import { h, keepDrawn, type Localized, textOf } from './dom.ts'
import { t } from './words.ts'

export interface Field {
  element: HTMLElement
  input: HTMLInputElement | HTMLSelectElement
  label: Localized
  value(): string
  /** The message for an invalid value; undefined where the value is valid. */
  validationMessage(): Localized | undefined
  /** Show a message beside the field, or remove the message. */
  showMessage(shown: Localized | undefined): void
}

interface LabelledField {
  name: string
  label: Localized
  help?: Localized
  /** The message for an empty field. The field is optional without `missing`. */
  missing?: Localized
  /** The field's own rule, checked for values that are not empty. */
  check?: (value: string) => Localized | undefined
}

interface TextField extends LabelledField {
  type?: 'text' | 'email' | 'password'
  autocomplete: AutoFill
  value?: string | undefined
  /** `numeric` shows digits on a phone. */
  keyboard?: 'numeric'
  readonly?: boolean
  maxlength?: number
}

/** Label above, help below it, what is wrong beside the input, each known to the input. */
export function labelledField<I extends HTMLInputElement | HTMLSelectElement>(
  { name, label, help, missing, check }: LabelledField,
  input: I,
  control: HTMLElement = input,
): Field & { input: I } {
  const error = h('p', { class: 'error', id: `${name}-error` })
  const hint = help === undefined ? [] : [h('p', { class: 'help', id: `${name}-help` }, help)]
  let shown: Localized | undefined
  input.id = name
  input.name = name
  keepDrawn(() => {
    error.textContent = shown === undefined ? '' : textOf(shown)
  })
  const showMessage = (message: Localized | undefined) => {
    shown = message
    error.hidden = message === undefined
    error.textContent = message === undefined ? '' : textOf(message)
    input.setAttribute('aria-invalid', String(message !== undefined))
    const described = [...hint, ...(message === undefined ? [] : [error])]
    if (described.length === 0) input.removeAttribute('aria-describedby')
    else input.setAttribute('aria-describedby', described.map(({ id }) => id).join(' '))
  }
  showMessage(undefined)
  const value = () => (input.type === 'password' || input.dataset.secret ? input.value : input.value.trim())
  return {
    element: h('div', { class: 'field' }, h('label', { for: name }, label), ...hint, error, control),
    input,
    label,
    value,
    showMessage,
    validationMessage: () => (value() === '' ? missing : check?.(value())),
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
  return labelledField(options, textInput(options))
}

/** What people call an address: something before an @ and a name with a dot after it. The server says the rest. */
export function emailField(
  options: { name?: string; value?: string | undefined; help?: Localized; readonly?: boolean } = {},
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
