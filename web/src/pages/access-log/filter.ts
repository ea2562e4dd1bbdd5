import type { LogFilter } from '../../api/access-log.ts'
import { addDays } from '../../i18n/time.ts'

/** The filters as they are shown and stand in the address; empty text is no filter. */
export interface Shown {
  who: string
  patient: string
  /** Both days count. */
  from: string
  to: string
  action: string
  outcome: string
}

const names = ['who', 'patient', 'from', 'to', 'action', 'outcome'] as const satisfies (keyof Shown)[]

/** Every code that means somebody was kept from something. */
const refusals = [
  'forbidden',
  'not_found',
  'unauthenticated',
  'bad_credentials',
  'rate_limited',
  'wrong_code',
  'wrong_password',
  'link_invalid',
  'last_owner',
  'other_account',
  'signed',
  'not_the_author',
  'second_factor_required',
]

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

export function filterOf(params: URLSearchParams): Shown {
  return Object.fromEntries(names.map(name => [name, params.get(name) ?? ''])) as unknown as Shown
}

export function filled(shown: Shown): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (shown[name] ? [[name, shown[name]]] : [])))
}

/** What the log is asked for; a day that is still being typed asks for nothing. */
export function questionOf({ who, patient, from, to, action, outcome }: Shown): LogFilter {
  return {
    accountId: who,
    patientId: patient,
    from: isDate(from) ? from : '',
    to: isDate(to) ? addDays(to, 1) : '',
    action,
    outcome: outcome === 'refused' ? refusals.join() : outcome,
  }
}
