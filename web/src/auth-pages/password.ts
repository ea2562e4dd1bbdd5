import { weaknessOf } from '../../../workers/shared/input/password-strength.ts'
import type { Problem } from '../api/problem.ts'
import { button, h, keepDrawn, type Localized } from './dom.ts'
import { type Field, labelledField, textInput } from './field.ts'
import { t } from './words.ts'

/** Characters of a new password; the server lets those with a second factor do with fewer. */
const minimumLengths = { alone: 15, withSecondFactor: 8 }

/** As the server counts: characters of the composed form. */
const lengthOf = (password: string) => [...password.normalize('NFC')].length

type PasswordField = Field & { input: HTMLInputElement }

function withShow(input: HTMLInputElement): HTMLElement {
  const toggle = button('', () => {
    input.type = input.type === 'text' ? 'password' : 'text'
    draw()
    input.focus()
  })
  const draw = () => {
    const shown = input.type === 'text'
    toggle.textContent = t(shown ? 'hide' : 'show')
    toggle.setAttribute('aria-label', t(shown ? 'hideLabel' : 'showLabel'))
    toggle.setAttribute('aria-pressed', String(shown))
  }
  // A password is never trimmed, also while it is shown as text.
  input.dataset.secret = 'true'
  keepDrawn(draw)
  return h('div', { class: 'password' }, input, toggle)
}

/** The password somebody already has. */
export function passwordField(label: Localized = () => t('password')): PasswordField {
  const options = {
    name: 'password',
    label,
    type: 'password',
    autocomplete: 'current-password',
    missing: () => t('passwordMissing'),
  } as const
  const input = textInput(options)
  return labelledField(options, input, withShow(input))
}

/**
 * A new password. What is said while it is typed is never praise: whether it is hard to guess the page cannot know.
 *
 * @param account whether the account may have a second factor: then the server says what is too short.
 */
export function newPasswordField(label: Localized, account: keyof typeof minimumLengths = 'alone'): PasswordField {
  const minimum = minimumLengths.alone
  const strength = h('p', { class: 'strength', id: 'strength' })
  const options = {
    name: 'password',
    label,
    help: () => t('newPasswordHelp', { minimum }),
    type: 'password',
    autocomplete: 'new-password',
    missing: () => t('newPasswordMissing', { minimum }),
    check: (value: string) =>
      lengthOf(value) < minimumLengths[account]
        ? () => t('passwordShort', { count: minimum - lengthOf(value) })
        : weaknessOf(value, [], account)
          ? () => t('passwordSimple')
          : undefined,
  } as const
  const input = textInput(options)
  input.setAttribute('passwordrules', `minlength: ${minimum}; maxlength: 200;`)
  const field = labelledField(options, input, withShow(input))
  const announced = h('span', { class: 'only-spoken', role: 'status' })
  const draw = () => {
    const length = lengthOf(input.value)
    const simple = weaknessOf(input.value) !== undefined
    strength.dataset.enough = String(length >= minimum && !simple)
    strength.textContent =
      length === 0
        ? ''
        : length < minimum
          ? t('strengthShort', { count: minimum - length })
          : t(simple ? 'passwordSimple' : 'strengthLongEnough')
  }
  keepDrawn(draw)
  let announceTimer: ReturnType<typeof setTimeout> | undefined
  input.addEventListener('input', () => {
    draw()
    // Said aloud once the person pauses, not at every key.
    clearTimeout(announceTimer)
    announceTimer = setTimeout(() => {
      announced.textContent = strength.textContent
    }, 900)
  })
  field.element.append(strength, announced)
  return field
}

/** The message beside the field for a new password that the server refused. */
export function refusedPassword(problem: Problem, field: Field) {
  const weak = problem.details('weak_password')
  if (!weak) return undefined
  const messages: Record<typeof weak.rule, Localized> = {
    too_short: () => t('passwordShortOf', { minimum: weak.minimum }),
    too_common: () => t('passwordCommon'),
    too_simple: () => t('passwordSimple'),
    own_words: () => t('passwordOwnWords'),
  }
  // A newer server may know other rules.
  return { field, message: messages[weak.rule] ?? messages.too_common }
}
