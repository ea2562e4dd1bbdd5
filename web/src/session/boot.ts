import { t } from '../i18n/common.ts'
import { goToSignIn, refresh, SignedOut } from './refresh.ts'

/** Plain DOM: shown before anything of the app is there, when the server cannot be reached. */
function waitForServer(root: HTMLElement): Promise<void> {
  return new Promise(resolve => {
    const notice = document.createElement('div')
    notice.setAttribute('role', 'alert')
    notice.style.cssText =
      'font: 16px system-ui; max-width: 30rem; margin: 20vh auto; padding: 0 1rem; text-align: center'
    const button = document.createElement('button')
    button.textContent = t('retry')
    button.style.cssText = 'font: inherit; margin-top: 1rem; padding: .5rem 1rem'
    notice.append(t('offlineShort'), document.createElement('br'), button)
    root.replaceChildren(notice)
    const proceed = () => {
      removeEventListener('online', proceed)
      root.replaceChildren()
      resolve()
    }
    button.onclick = proceed
    addEventListener('online', proceed)
  })
}

/** The first refresh. True once there is a session; false when the browser is on its way to sign-in. */
export async function boot(root: HTMLElement): Promise<boolean> {
  for (;;) {
    try {
      await refresh()
      return true
    } catch (error) {
      if (error instanceof SignedOut) {
        goToSignIn(error.reason)
        return false
      }
      await waitForServer(root)
    }
  }
}
