import type { MatchPatient } from '../../../workers/patient/duplicates/contract.ts'
import type { MatchCandidate, Patient } from '../api/patients.ts'
import { t } from '../i18n/patients.ts'

/** `name, date of birth and phone`: why two records may be one person's. */
export function reasonsInWords(reasons: MatchCandidate['reasons']): string {
  const words = reasons.map(reason => t(`same_${reason}`))
  return new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(words)
}

/** What is known of a patient, to find others like them. */
export function matchQueryOf({ name, birthDate, phone, identifiers }: Patient): MatchPatient {
  return {
    name: name.text,
    ...(birthDate ? { birthDate } : {}),
    ...(phone ? { phone } : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
  }
}
