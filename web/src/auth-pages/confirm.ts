import type { InferOutput } from 'valibot'
import type { AcceptAnswer } from '../../../gateway/identity/invitations/contract.ts'
import type { Problem } from '../api/problem.ts'
import { t } from './confirm-words.ts'
import { h, link, p } from './dom.ts'
import { showExpiredLink } from './expired-link.ts'
import { emailField } from './field.ts'
import { form } from './form.ts'
import { showPage } from './page.ts'
import { newPasswordField, refusedPassword } from './password.ts'
import { post } from './post.ts'
import { enterApp, linkToken, reloadForAnotherLink, storeTypedEmail } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as common } from './words.ts'

/**
 * The link that confirms an address: of a registration, or of a printed code. It asks for one press: mail filters open links to look at
 * them, and must not use this one up. Where the address has no account yet, the password is chosen then: who follows the link owns the mailbox.
 */

type Answer = InferOutput<typeof AcceptAnswer>

const signIn = { href: '/sign-in/', label: () => common('signIn') }
const again = { href: '/register/', label: () => t('registerAgain') }
const token = linkToken()
reloadForAnotherLink()

const ways = () => h('p', { class: 'ways' }, link(signIn.href, signIn.label))

function enter(answer: Answer): void {
  if ('mfaRequired' in answer)
    void secondFactor({ challenge: answer, onSignedIn: enterApp, restart: () => location.assign('/sign-in/') })
  else enterApp()
}

function refusal({ code }: Problem) {
  if (code === 'already_member') return { formMessage: () => t('alreadyMember') }
  if (code !== 'link_invalid' && code !== 'invalid_request') return undefined
  showExpiredLink(() => t('over'), signIn, again)
  return false
}

function showForm(): void {
  const confirm = form<Answer>({
    fields: [],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send: () => post('/api/auth/confirm', { token }),
    onSuccess: enter,
    refusalOf: problem => {
      const required = problem.details('password_required')
      if (!required) return refusal(problem)
      askForPassword(required.email)
      return false
    },
  })
  showPage(() => t('title'), [p(() => t('what')), confirm, ways()], confirm.querySelector('button') ?? undefined)
}

function askForPassword(address: string): void {
  const email = emailField({ value: address, readonly: true })
  const password = newPasswordField(() => t('password'))
  const choose = form<Answer>({
    fields: [email, password],
    submit: () => t('passwordSubmit'),
    pending: () => t('pending'),
    send: () => post('/api/auth/confirm', { token, password: password.value() }),
    onSuccess: enter,
    paths: { password },
    // Not every refusal of a body is a link that is over: this one carries a password.
    refusalOf: problem =>
      refusedPassword(problem, password) ?? (problem.code === 'invalid_request' ? undefined : refusal(problem)),
  })
  storeTypedEmail(address)
  showPage(() => t('passwordTitle'), [p(() => t('passwordWhat')), choose, ways()], password.input)
}

if (token) showForm()
else showExpiredLink(() => common('linkCut'), signIn, again)
