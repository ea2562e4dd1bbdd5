import type { AccessPerson } from '../../api/access-log.ts'
import { actionWord } from '../../i18n/access-actions.ts'
import { t } from '../../i18n/access-log.ts'
import { clock } from '../../i18n/time.ts'

/** What a person did on a day, the first thing first: `Opened the chart (3×) · Signed a note`. */
export function actionsText(actions: AccessPerson['actions']): string {
  return actions
    .map(({ action, refused, times }) => {
      const word = refused ? t('tried', { what: actionWord(action) }) : actionWord(action)
      return times > 1 ? t('times', { what: word, count: times }) : word
    })
    .join(' · ')
}

/** `09:10–14:35`, or the one time. */
export function timesText({ first, last }: Pick<AccessPerson, 'first' | 'last'>): string {
  const [from, to] = [clock(first), clock(last)]
  return from === to ? to : `${from}–${to}`
}
