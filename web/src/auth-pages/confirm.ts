import type { InferOutput } from 'valibot'
import type { AcceptAnswer } from '../../../gateway/identity/invitations/contract.ts'
import { t } from './confirm-words.ts'
import { h, link, p } from './dom.ts'
import { showExpiredLink } from './expired-link.ts'
import { form } from './form.ts'
import { showPage } from './page.ts'
import { post } from './post.ts'
import { enterApp, linkToken, reloadForAnotherLink } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as common } from './words.ts'

/**
 * The link that confirms an address: of a registration, or of a printed code. It asks for one press: mail filters open links to look at
 * them, and must not use this one up.
 */

const signIn = { href: '/sign-in/', label: () => common('signIn') }
const again = { href: '/register/', label: () => t('registerAgain') }
const token = linkToken()
reloadForAnotherLink()

function showForm(): void {
  const confirm = form<InferOutput<typeof AcceptAnswer>>({
    fields: [],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send: () => post('/api/auth/confirm', { token }),
    onSuccess: answer => {
      if ('mfaRequired' in answer)
        void secondFactor({ challenge: answer, onSignedIn: enterApp, restart: () => location.assign('/sign-in/') })
      else enterApp()
    },
    refusalOf: ({ code }) => {
      if (code === 'already_member') return { formMessage: () => t('alreadyMember') }
      if (code !== 'link_invalid' && code !== 'invalid_request') return undefined
      showExpiredLink(() => t('over'), signIn, again)
      return false
    },
  })
  const ways = h('p', { class: 'ways' }, link(signIn.href, signIn.label))
  showPage(() => t('title'), [p(() => t('what')), confirm, ways], confirm.querySelector('button') ?? undefined)
}

if (token) showForm()
else showExpiredLink(() => common('linkCut'), signIn, again)
