import type { InferOutput } from 'valibot'
import type { LoginAnswer } from '../../../gateway/identity/sessions/contract.ts'
import { button, h, keepDrawn, list } from './dom.ts'
import { type Field, textField } from './field.ts'
import { form } from './form.ts'
import { codeField, refusedCode, type SecondFactorStep } from './one-time-code.ts'
import { showPage } from './page.ts'
import { post } from './post.ts'
import { t } from './second-factor-words.ts'

function recoveryField(): Field & { input: HTMLInputElement } {
  return textField({
    name: 'recovery',
    label: () => t('recovery'),
    help: () => t('recoveryHelp'),
    autocomplete: 'off',
    missing: () => t('recoveryMissing'),
    check: value => (/^[\w -]{6,24}$/.test(value) ? undefined : () => t('recoveryMissing')),
    maxlength: 24,
  })
}

/** Milliseconds for which the answer to a password opens the second step. */
const challengeLifetime = 10 * 60_000

/** The password was right; now the second step, or its set-up where the clinic asks for one and there is none yet. */
export async function secondFactor(step: SecondFactorStep): Promise<void> {
  const expiresAt = Date.now() + challengeLifetime
  if (!step.challenge.setup) return askForCode(step, 'code', expiresAt)
  const { showSecondFactorSetup: setUp } = await import('./second-factor-setup.ts')
  await setUp(step)
}

function askForCode(step: SecondFactorStep, kind: 'code' | 'recovery', expiresAt: number): void {
  const field = kind === 'code' ? codeField() : recoveryField()
  const other = kind === 'code' ? 'recovery' : 'code'
  const switchKind = button('', () => askForCode(step, other, expiresAt), 'link')
  keepDrawn(() => {
    switchKind.textContent = t(kind === 'code' ? 'useRecovery' : 'useCode')
  })
  const codeForm = form<InferOutput<typeof LoginAnswer>>({
    fields: [field],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send: () => post('/api/auth/login/mfa', { mfaToken: step.challenge.mfaToken, code: codeOf(kind, field) }),
    // The printed code switched the second step off: the clinic may ask to set up a new one.
    onSuccess: answer => {
      if ('mfaRequired' in answer) void secondFactor({ ...step, challenge: answer })
      else step.onSignedIn()
    },
    // A wrong code and one that comes too late are refused alike: the clock tells them apart.
    refusalOf: ({ code }) =>
      refusedCode(code === 'bad_credentials' && Date.now() < expiresAt ? 'wrong_code' : code, field, step),
  })
  showPage(
    () => t('title'),
    [
      codeForm,
      h(
        'p',
        { class: 'ways' },
        switchKind,
        button(
          () => t('back'),
          () => step.restart(),
          'link',
        ),
      ),
      h('h2', {}, () => t('lostTitle')),
      list(
        () => t('lostOwner'),
        () => t('lostAlone'),
      ),
    ],
    field.input,
  )
}

const codeOf = (kind: 'code' | 'recovery', field: Field) =>
  kind === 'code' ? field.value().replace(/\s/g, '') : field.value()
