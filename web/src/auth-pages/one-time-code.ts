import type { MfaRequired } from '../../../gateway/identity/sessions/contract.ts'
import { type Field, textField } from './field.ts'
import { t } from './second-factor-words.ts'

export interface SecondFactorStep {
  challenge: MfaRequired
  /** Signed in. */
  onSignedIn: () => void
  /** The ten minutes of the token are over, or the person goes back. */
  restart: (reason?: 'too_late') => void
}

/** Six digits of an authenticator. Spaces, as some show them, do not count. */
export function codeField(): Field & { input: HTMLInputElement } {
  return textField({
    name: 'code',
    label: () => t('code'),
    help: () => t('codeHelp'),
    autocomplete: 'one-time-code',
    keyboard: 'numeric',
    missing: () => t('codeMissing'),
    check: value => (/^\d{6}$/.test(value.replace(/\s/g, '')) ? undefined : () => t('codeWrongForm')),
    maxlength: 12,
  })
}

/** The message for a refused code; restarts the sign-in where the challenge has expired. */
export function refusedCode(code: string, field: Field, step: Pick<SecondFactorStep, 'restart'>) {
  if (code === 'wrong_code') return { field: field, message: () => t('codeRefused') }
  if (code !== 'bad_credentials') return undefined
  step.restart('too_late')
  return false as const
}
