import type { InferOutput } from 'valibot'
import type { AcceptAnswer } from '../../../gateway/auth/contract.ts'
import { t } from './confirm-words.ts'
import { h, link, p } from './dom.ts'
import { showLinkOver } from './expired-link.ts'
import { form } from './form.ts'
import { show } from './page.ts'
import { post } from './post.ts'
import { enter, reloadForAnotherLink, tokenOf } from './redirect.ts'
import { secondFactor } from './second-factor.ts'
import { t as common } from './words.ts'

/**
 * The link that confirms an address: of a registration, or of a printed code. It asks for one press: mail filters open links to look at
 * them, and must not use this one up.
 */

const signIn = { href: '/sign-in/', label: () => common('signIn') }
const again = { href: '/register/', label: () => t('registerAgain') }
const token = tokenOf()
reloadForAnotherLink()

function ask(): void {
  const confirm = form<InferOutput<typeof AcceptAnswer>>({
    fields: [],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send: () => post('/api/auth/confirm', { token }),
    done: answer => {
      if ('mfaRequired' in answer)
        void secondFactor({ asked: answer, done: enter, again: () => location.assign('/sign-in/') })
      else enter()
    },
    refused: ({ code }) => {
      if (code === 'already_member') return { above: () => t('alreadyMember') }
      if (code !== 'link_invalid' && code !== 'invalid_request') return undefined
      showLinkOver(() => t('over'), signIn, again)
      return false
    },
  })
  const ways = h('p', { class: 'ways' }, link(signIn.href, signIn.label))
  show(() => t('title'), [p(() => t('what')), confirm, ways], confirm.querySelector('button') ?? undefined)
}

if (token) ask()
else showLinkOver(() => common('linkCut'), signIn, again)
