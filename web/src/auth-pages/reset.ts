import { p } from './dom.ts'
import { showLinkOver } from './expired-link.ts'
import { form } from './form.ts'
import { show } from './page.ts'
import { newPasswordField, refusedPassword } from './password.ts'
import { post } from './post.ts'
import { reloadForAnotherLink, tokenOf } from './redirect.ts'
import { t } from './reset-words.ts'
import { t as common } from './words.ts'

/** The link of a forgotten password's mail: choose a new one. */

const another = { href: '/forgot/', label: () => t('another') }
const token = tokenOf()
reloadForAnotherLink()

if (!token) showLinkOver(() => common('linkCut'), another)
else {
  const password = newPasswordField(() => common('newPassword'), 'withSecondFactor')
  const choose = form({
    fields: [password],
    submit: () => t('submit'),
    busy: () => t('busy'),
    send: () => post('/api/auth/password/reset', { token, password: password.value() }),
    done: () => location.replace('/sign-in/?reason=password_changed'),
    paths: { password },
    refused: problem => {
      if (problem.code !== 'link_invalid' && !problem.fields.some(({ path }) => path === 'token'))
        return refusedPassword(problem, password)
      showLinkOver(() => t('over'), another)
      return false
    },
  })
  show(() => t('title'), [p(() => t('what')), choose], password.input)
}
