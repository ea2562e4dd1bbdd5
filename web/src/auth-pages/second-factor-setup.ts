import type { InferOutput } from 'valibot'
import type { MfaSetupDone, TotpSecret } from '../../../gateway/identity/factors/contract.ts'
import { button, h, link, p } from './dom.ts'
import { form, showFailure } from './form.ts'
import { formAlert } from './form-alert.ts'
import { codeField, refusedCode, type SecondFactorStep } from './one-time-code.ts'
import { showPage } from './page.ts'
import { post } from './post.ts'
import { qrCode } from './qr-code.ts'
import { showRecoveryCodes } from './recovery-codes.ts'
import { t } from './second-factor-setup-words.ts'

/** The clinic requires a second factor and the account has none: set it up before going in. */
export async function showSecondFactorSetup(step: SecondFactorStep): Promise<void> {
  const { mfaToken } = step.challenge
  const secretResult = await post<InferOutput<typeof TotpSecret>>('/api/auth/login/mfa/setup', { mfaToken })
  if (!secretResult.ok) {
    if (refusedCode(secretResult.problem.code, codeField(), step) === false) return
    const alert = formAlert()
    showPage(
      () => t('title'),
      [
        alert.element,
        button(
          () => t('again'),
          () => void showSecondFactorSetup(step),
          'main',
        ),
      ],
    )
    return showFailure(alert, secretResult.problem, secretResult.retryAfter)
  }
  const { secret, uri } = secretResult.value
  const field = codeField()
  const confirm = form<InferOutput<typeof MfaSetupDone>>({
    fields: [field],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send: () => post('/api/auth/login/mfa/setup/confirm', { mfaToken, code: field.value().replace(/\s/g, '') }),
    onSuccess: ({ account, ...codes }) => showRecoveryCodes(codes, account.email, step.onSignedIn),
    refusalOf: problem => refusedCode(problem.code, field, step),
  })
  showPage(
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
            h('p', {}, h('code', { class: 'secret' }, groupedByFour(secret))),
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
          () => step.restart(),
          'link',
        ),
      ),
    ],
  )
}

/** Four by four, as people read a long word aloud. */
const groupedByFour = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')
