import type { InferOutput } from 'valibot'
import type { AcceptAnswer, AcceptInvitation, InvitationFace } from '../../../gateway/identity/invitations/contract.ts'
import type { TokenSession } from '../../../gateway/identity/sessions/contract.ts'
import { suggestLanguage } from '../i18n/language.ts'
import { button, h, link, p } from './dom.ts'
import { showExpiredLink } from './expired-link.ts'
import { emailField, textField } from './field.ts'
import { form, showFailure } from './form.ts'
import { formAlert } from './form-alert.ts'
import { invitationDetails } from './invitation-details.ts'
import { t } from './invitation-words.ts'
import { showMailSent } from './mail-sent.ts'
import { showPage } from './page.ts'
import { newPasswordField, passwordField, refusedPassword } from './password.ts'
import { type PostResult, post } from './post.ts'
import { enterApp, linkToken, reloadForAnotherLink, storeTypedEmail, typedEmail } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as common } from './words.ts'

/** An invitation: what it is, then accepted by whoever is signed in, with the account's password, or with a new one. */

type Invitation = InferOutput<typeof InvitationFace>
type Accepted = InferOutput<typeof AcceptAnswer>
type Session = InferOutput<typeof TokenSession>

const showExpired = () => showExpiredLink(() => t('over'), { href: '/sign-in/', label: () => common('signIn') })

const accept = (input: AcceptInvitation, accessToken?: string): Promise<PostResult<Accepted>> =>
  post('/api/auth/invitations/accept', input, accessToken)

/** The session of this browser's cookie, if any. The lock keeps tabs apart: each refresh replaces the cookie. */
async function currentSession(): Promise<Session | undefined> {
  const answer = await navigator.locks.request('refresh', () => post<Session>('/api/auth/refresh'))
  return answer.ok ? answer.value : undefined
}

async function open(token: string): Promise<void> {
  const [lookup, session] = await Promise.all([
    post<Invitation>('/api/auth/invitations/look', { token }),
    currentSession(),
  ])
  if (lookup.ok) {
    suggestLanguage(lookup.value.locale)
    return session ? showForAccount(token, lookup.value, session) : showForVisitor(token, lookup.value)
  }
  const { code } = lookup.problem
  if (code === 'link_invalid' || code === 'invalid_request') return showExpired()
  const alert = formAlert()
  showPage(
    () => t('title'),
    [
      alert.element,
      button(
        () => t('retry'),
        () => void open(token),
        'main',
      ),
    ],
  )
  showFailure(alert, lookup.problem, lookup.retryAfter)
}

/** After acceptance: into the app, to the second factor, or to the mail that was sent. */
function afterAcceptance(
  answer: Accepted,
  email: string,
  again: () => Promise<PostResult<Accepted>>,
  back: () => void,
): void {
  if ('accessToken' in answer) enterApp()
  else if ('mfaRequired' in answer) void secondFactor({ challenge: answer, onSignedIn: enterApp, restart: back })
  else showMailSent({ email, purpose: () => t('sent'), sendAgain: again, changeAddress: back })
}

/** Somebody is signed in: accept as that account, or as another. */
function showForAccount(token: string, invitation: Invitation, { accessToken, account }: Session): void {
  const asOther = () => showForVisitor(token, invitation)
  const join = form<Accepted>({
    fields: [],
    submit: () => t('acceptAs', { name: account.name }),
    pending: () => t('pending'),
    send: () => accept({ token }, accessToken),
    onSuccess: answer => afterAcceptance(answer, account.email, () => accept({ token }, accessToken), asOther),
    refusalOf: ({ code }) => refusal(code, account.email),
  })
  const otherAddress = invitation.email !== undefined && invitation.email !== account.email
  showPage(
    () => t('title'),
    [
      invitationDetails(invitation),
      p(() => t('signedInAs', { name: account.name, email: account.email })),
      ...(otherAddress ? [h('p', { class: 'help' }, () => t('sentTo', { email: invitation.email ?? '' }))] : []),
      ...(otherAddress ? [] : [join]),
      h(
        'p',
        { class: 'ways' },
        button(() => t('otherAccount'), asOther, otherAddress ? 'main' : 'link'),
      ),
    ],
  )
}

/** Nobody is signed in, or another account is meant. */
function showForVisitor(token: string, invitation: Invitation): void {
  if (invitation.account === 'unknown') askForAddress(token, invitation)
  else askForPassword(token, invitation)
}

function askForPassword(token: string, invitation: Invitation): void {
  const hasAccount = invitation.account === 'known'
  const email = emailField({ value: invitation.email, readonly: true })
  const password = hasAccount ? passwordField() : newPasswordField(() => t('choosePassword'))
  const send = () => accept({ token, password: password.value() })
  const back = () => askForPassword(token, invitation)
  const join = form<Accepted>({
    fields: [email, password],
    submit: () => t(hasAccount ? 'accept' : 'acceptNew'),
    pending: () => t('pending'),
    send,
    onSuccess: answer => afterAcceptance(answer, email.value(), send, back),
    paths: { password },
    refusalOf: problem =>
      problem.code === 'bad_credentials' || problem.code === 'wrong_password'
        ? { field: password, message: () => t('wrongPassword') }
        : (refusedPassword(problem, password) ?? refusal(problem.code, email.value())),
  })
  storeTypedEmail(email.value())
  showPage(
    () => t('title'),
    [
      invitationDetails(invitation),
      h('p', { class: 'help' }, () => t(hasAccount ? 'knownHelp' : 'newHelp')),
      join,
      ...(hasAccount
        ? [
            h(
              'p',
              { class: 'ways' },
              link('/forgot/', () => t('forgotten')),
            ),
          ]
        : []),
    ],
    password.input,
  )
}

function refusal(code: string, email: string) {
  if (code === 'already_member') return { formMessage: () => t('alreadyMember') }
  if (code === 'other_account') return { formMessage: () => t('otherAddress', { email }) }
  if (code !== 'link_invalid') return undefined
  showExpired()
  return false as const
}

/** A printed code is bound to an e-mail address by a mail that the person confirms. */
function askForAddress(code: string, invitation: Invitation): void {
  const email = emailField({ value: typedEmail(), help: () => t('addressHelp') })
  const send = () => {
    storeTypedEmail(email.value())
    return accept({ token: code, email: email.value() })
  }
  const join = form<Accepted>({
    fields: [email],
    submit: () => t('accept'),
    pending: () => t('pending'),
    send,
    onSuccess: answer => afterAcceptance(answer, email.value(), send, () => askForAddress(code, invitation)),
    paths: { email },
    refusalOf: problem => refusal(problem.code, email.value()),
  })
  showPage(() => t('title'), [invitationDetails(invitation), join], email.input)
}

/** No link: the code as it was printed. */
function askForCode(): void {
  const code = textField({
    name: 'code',
    label: () => t('code'),
    help: () => t('codeHelp'),
    autocomplete: 'off',
    missing: () => t('codeMissing'),
    check: value => (value.length < 8 ? () => t('codeWrong') : undefined),
    maxlength: 60,
  })
  // What separates the groups on paper is typed in many ways; the code is its letters and digits.
  const token = () => code.value().replace(/[\s‐-―]+/g, '-')
  const lookUp = form<Invitation>({
    fields: [code],
    submit: () => t('look'),
    pending: () => t('looking'),
    send: () => post('/api/auth/invitations/look', { token: token() }),
    onSuccess: async invitation => {
      const session = await currentSession()
      if (session) showForAccount(token(), invitation, session)
      else showForVisitor(token(), invitation)
    },
    refusalOf: problem =>
      problem.code === 'link_invalid' || problem.code === 'invalid_request'
        ? { field: code, message: () => t('codeWrong') }
        : undefined,
  })
  showPage(
    () => t('codeTitle'),
    [
      p(() => t('codeWhat')),
      lookUp,
      h(
        'p',
        { class: 'ways' },
        link('/sign-in/', () => common('signIn')),
      ),
    ],
    code.input,
  )
}

reloadForAnotherLink()
const token = linkToken()
if (token) void open(token)
else askForCode()
