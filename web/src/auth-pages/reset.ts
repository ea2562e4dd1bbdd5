import { p } from './dom.ts'
import { showExpiredLink } from './expired-link.ts'
import { form } from './form.ts'
import { showPage } from './page.ts'
import { newPasswordField, refusedPassword } from './password.ts'
import { post } from './post.ts'
import { linkToken, reloadForAnotherLink } from './redirect.ts'
import { t } from './reset-words.ts'
import { t as common } from './words.ts'

/** The link of a forgotten password's mail: choose a new one. */

const requestNewLink = { href: '/forgot/', label: () => t('another') }
const token = linkToken()
reloadForAnotherLink()

if (!token) showExpiredLink(() => common('linkCut'), requestNewLink)
else {
  const password = newPasswordField(() => common('newPassword'), 'withSecondFactor')
  const passwordForm = form({
    fields: [password],
    submit: () => t('submit'),
    pending: () => t('pending'),
    send: () => post('/api/auth/password/reset', { token, password: password.value() }),
    onSuccess: () => location.replace('/sign-in/?reason=password_changed'),
    paths: { password },
    refusalOf: problem => {
      if (problem.code !== 'link_invalid' && !problem.fields.some(({ path }) => path === 'token'))
        return refusedPassword(problem, password)
      showExpiredLink(() => t('over'), requestNewLink)
      return false
    },
  })
  showPage(() => t('title'), [p(() => t('what')), passwordForm], password.input)
}
