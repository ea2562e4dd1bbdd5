import type { LogFilter } from '../../api/access-log.ts'
import { addDays } from '../../i18n/time.ts'

/** The filters as they are shown and stand in the address; empty text is no filter. */
export interface LogFilterForm {
  who: string
  patient: string
  /** Both days count. */
  from: string
  to: string
  action: string
  outcome: string
}

const names = ['who', 'patient', 'from', 'to', 'action', 'outcome'] as const satisfies (keyof LogFilterForm)[]

/** Every code that means somebody was kept from something. */
const refusalCodes = [
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

export function formOfUrl(params: URLSearchParams): LogFilterForm {
  return Object.fromEntries(names.map(name => [name, params.get(name) ?? ''])) as unknown as LogFilterForm
}

export function urlOfForm(form: LogFilterForm): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (form[name] ? [[name, form[name]]] : [])))
}

/** What the log is asked for; a day that is still being typed asks for nothing. */
export function filterOfForm({ who, patient, from, to, action, outcome }: LogFilterForm): LogFilter {
  return {
    accountId: who,
    patientId: patient,
    from: isDate(from) ? from : '',
    to: isDate(to) ? addDays(to, 1) : '',
    action,
    outcome: outcome === 'refused' ? refusalCodes.join() : outcome,
  }
}
