import type { InferOutput } from 'valibot'
import type { AcceptAnswer, AcceptInvitation, InvitationFace, TokenSession } from '../../../gateway/auth/contract.ts'
import { suggestLanguage } from '../i18n/language.ts'
import { button, h, link, p } from './dom.ts'
import { showLinkOver } from './expired-link.ts'
import { emailField, textField } from './field.ts'
import { form, tellFailure } from './form.ts'
import { notice } from './form-alert.ts'
import { face } from './invitation-details.ts'
import { t } from './invitation-words.ts'
import { showMailSent } from './mail-sent.ts'
import { show } from './page.ts'
import { newPasswordField, passwordField, refusedPassword } from './password.ts'
import { type Answer, post } from './post.ts'
import { enter, keepEmail, keptEmail, reloadForAnotherLink, tokenOf } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as common } from './words.ts'

/** An invitation: what it is, then accepted by whoever is signed in, with the account's password, or with a new one. */

type Face = InferOutput<typeof InvitationFace>
type Accepted = InferOutput<typeof AcceptAnswer>
type Session = InferOutput<typeof TokenSession>

const over = () => showLinkOver(() => t('over'), { href: '/sign-in/', label: () => common('signIn') })

const accept = (input: AcceptInvitation, accessToken?: string): Promise<Answer<Accepted>> =>
  post('/api/auth/invitations/accept', input, accessToken)

/** Who is signed in here, by the cookie; nobody where there is none. One tab at a time: the cookie changes at every use. */
async function signedIn(): Promise<Session | undefined> {
  const answer = await navigator.locks.request('refresh', () => post<Session>('/api/auth/refresh'))
  return answer.ok ? answer.value : undefined
}

async function open(token: string): Promise<void> {
  const [looked, session] = await Promise.all([post<Face>('/api/auth/invitations/look', { token }), signedIn()])
  if (looked.ok) {
    suggestLanguage(looked.value.locale)
    return session ? asSignedIn(token, looked.value, session) : asNobody(token, looked.value)
  }
  const { code } = looked.problem
  if (code === 'link_invalid' || code === 'invalid_request') return over()
  const above = notice()
  show(
    () => t('title'),
    [
      above.element,
      button(
        () => t('retry'),
        () => void open(token),
        'main',
      ),
    ],
  )
  tellFailure(above, looked.problem, looked.wait)
}

/** What an acceptance leads to. */
function accepted(answer: Accepted, email: string, again: () => Promise<Answer<Accepted>>, back: () => void): void {
  if ('accessToken' in answer) enter()
  else if ('mfaRequired' in answer) void secondFactor({ asked: answer, done: enter, again: back })
  else showMailSent({ email, says: () => t('sent'), again, change: back })
}

/** Somebody is signed in: accept as that account, or as another. */
function asSignedIn(token: string, invitation: Face, { accessToken, account }: Session): void {
  const other = () => asNobody(token, invitation)
  const join = form<Accepted>({
    fields: [],
    submit: () => t('acceptAs', { name: account.name }),
    busy: () => t('busy'),
    send: () => accept({ token }, accessToken),
    done: answer => accepted(answer, account.email, () => accept({ token }, accessToken), other),
    refused: ({ code }) => refusal(code, account.email),
  })
  const otherAddress = invitation.email !== undefined && invitation.email !== account.email
  show(
    () => t('title'),
    [
      face(invitation),
      p(() => t('signedInAs', { name: account.name, email: account.email })),
      ...(otherAddress ? [h('p', { class: 'help' }, () => t('sentTo', { email: invitation.email ?? '' }))] : []),
      ...(otherAddress ? [] : [join]),
      h(
        'p',
        { class: 'ways' },
        button(() => t('otherAccount'), other, otherAddress ? 'main' : 'link'),
      ),
    ],
  )
}

/** Nobody is signed in, or another account is meant. */
function asNobody(token: string, invitation: Face): void {
  if (invitation.account === 'unknown') withCode(token, invitation)
  else asAccount(token, invitation)
}

function asAccount(token: string, invitation: Face): void {
  const known = invitation.account === 'known'
  const email = emailField({ value: invitation.email, readonly: true })
  const password = known ? passwordField() : newPasswordField(() => t('choosePassword'))
  const send = () => accept({ token, password: password.value() })
  const back = () => asAccount(token, invitation)
  const join = form<Accepted>({
    fields: [email, password],
    submit: () => t(known ? 'accept' : 'acceptNew'),
    busy: () => t('busy'),
    send,
    done: answer => accepted(answer, email.value(), send, back),
    paths: { password },
    refused: problem =>
      problem.code === 'bad_credentials' || problem.code === 'wrong_password'
        ? { beside: password, say: () => t('wrongPassword') }
        : (refusedPassword(problem, password) ?? refusal(problem.code, email.value())),
  })
  keepEmail(email.value())
  show(
    () => t('title'),
    [
      face(invitation),
      h('p', { class: 'help' }, () => t(known ? 'knownHelp' : 'newHelp')),
      join,
      ...(known
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
  if (code === 'already_member') return { above: () => t('alreadyMember') }
  if (code === 'other_account') return { above: () => t('otherAddress', { email }) }
  if (code !== 'link_invalid') return undefined
  over()
  return false as const
}

/** A printed code: whose address it becomes is settled by a mail to it. */
function withCode(code: string, invitation: Face): void {
  const email = emailField({ value: keptEmail(), help: () => t('addressHelp') })
  const send = () => {
    keepEmail(email.value())
    return accept({ token: code, email: email.value() })
  }
  const join = form<Accepted>({
    fields: [email],
    submit: () => t('accept'),
    busy: () => t('busy'),
    send,
    done: answer => accepted(answer, email.value(), send, () => withCode(code, invitation)),
    paths: { email },
    refused: problem => refusal(problem.code, email.value()),
  })
  show(() => t('title'), [face(invitation), join], email.input)
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
  const look = form<Face>({
    fields: [code],
    submit: () => t('look'),
    busy: () => t('looking'),
    send: () => post('/api/auth/invitations/look', { token: token() }),
    done: async invitation => {
      const session = await signedIn()
      if (session) asSignedIn(token(), invitation, session)
      else asNobody(token(), invitation)
    },
    refused: problem =>
      problem.code === 'link_invalid' || problem.code === 'invalid_request'
        ? { beside: code, say: () => t('codeWrong') }
        : undefined,
  })
  show(
    () => t('codeTitle'),
    [
      p(() => t('codeWhat')),
      look,
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
const token = tokenOf()
if (token) void open(token)
else askForCode()
