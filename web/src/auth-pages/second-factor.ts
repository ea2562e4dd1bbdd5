import type { TokenSession } from '../../../gateway/auth/contract.ts'
import { button, drawn, h } from './dom.ts'
import { type Field, textField } from './field.ts'
import { form } from './form.ts'
import { codeField, refusedCode, type Step } from './one-time-code.ts'
import { show } from './page.ts'
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
const good = 10 * 60_000

/** The password was right; now the second step, or its set-up where the clinic asks for one and there is none yet. */
export async function secondFactor(step: Step): Promise<void> {
  const until = Date.now() + good
  if (!step.asked.setup) return askForCode(step, 'code', until)
  const { setUp } = await import('./second-factor-setup.ts')
  await setUp(step)
}

function askForCode(step: Step, kind: 'code' | 'recovery', until: number): void {
  const field = kind === 'code' ? codeField() : recoveryField()
  const other = kind === 'code' ? 'recovery' : 'code'
  const swap = button('', () => askForCode(step, other, until), 'link')
  drawn(() => {
    swap.textContent = t(kind === 'code' ? 'useRecovery' : 'useCode')
  })
  const ask = form<TokenSession>({
    fields: [field],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send: () => post('/api/auth/login/mfa', { mfaToken: step.asked.mfaToken, code: bare(kind, field) }),
    done: step.done,
    // A wrong code and one that comes too late are refused alike: the clock tells them apart.
    refused: ({ code }) =>
      refusedCode(code === 'bad_credentials' && Date.now() < until ? 'wrong_code' : code, field, step),
  })
  show(
    () => t('title'),
    [
      ask,
      h(
        'p',
        { class: 'ways' },
        swap,
        button(
          () => t('back'),
          () => step.again(),
          'link',
        ),
      ),
      h('p', { class: 'help' }, () => t('lost')),
    ],
    field.input,
  )
}

const bare = (kind: 'code' | 'recovery', field: Field) =>
  kind === 'code' ? field.value().replace(/\s/g, '') : field.value()
