import type { InferOutput } from 'valibot'
import type { MfaSetupDone, TotpSecret } from '../../../gateway/auth/contract.ts'
import { button, h, link, p } from './dom.ts'
import { form, tellFailure } from './form.ts'
import { notice } from './form-alert.ts'
import { codeField, refusedCode, type Step } from './one-time-code.ts'
import { show } from './page.ts'
import { post } from './post.ts'
import { qrCode } from './qr-code.ts'
import { showRecoveryCodes } from './recovery-codes.ts'
import { t } from './second-factor-setup-words.ts'

/** The clinic requires a second factor and the account has none: set it up before going in. */
export async function setUp(step: Step): Promise<void> {
  const { mfaToken } = step.asked
  const asked = await post<InferOutput<typeof TotpSecret>>('/api/auth/login/mfa/setup', { mfaToken })
  if (!asked.ok) {
    if (refusedCode(asked.problem.code, codeField(), step) === false) return
    const above = notice()
    show(
      () => t('title'),
      [
        above.element,
        button(
          () => t('again'),
          () => void setUp(step),
          'main',
        ),
      ],
    )
    return tellFailure(above, asked.problem, asked.wait)
  }
  const { secret, uri } = asked.value
  const field = codeField()
  const confirm = form<InferOutput<typeof MfaSetupDone>>({
    fields: [field],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send: () => post('/api/auth/login/mfa/setup/confirm', { mfaToken, code: field.value().replace(/\s/g, '') }),
    done: ({ recoveryCodes, account }) => showRecoveryCodes(recoveryCodes, account.email, step.done),
    refused: problem => refusedCode(problem.code, field, step),
  })
  show(
    () => t('title'),
    [
      p(() => t('why')),
      h(
        'ol',
        { class: 'steps' },
        h(
          'li',
          {},
          p(() => t('install')),
        ),
        h(
          'li',
          {},
          p(() => t('scan')),
          qrCode(uri, () => t('qrLabel')),
          h(
            'p',
            { class: 'on-phone' },
            link(uri, () => t('openApp')),
          ),
          h(
            'details',
            {},
            h('summary', {}, () => t('typing')),
            h('p', {}, h('code', { class: 'secret' }, spaced(secret))),
            p(() => t('typingHelp')),
          ),
        ),
        h(
          'li',
          {},
          p(() => t('confirm')),
          confirm,
        ),
      ),
      h(
        'p',
        { class: 'ways' },
        button(
          () => t('later'),
          () => step.again(),
          'link',
        ),
      ),
    ],
  )
}

/** Four by four, as people read a long word aloud. */
const spaced = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')
