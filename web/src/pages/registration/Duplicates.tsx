import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { MatchPatient } from '../../../../workers/patient/duplicates/contract.ts'
import { matchesOf } from '../../api/patients.ts'
import { t } from '../../i18n/patients.ts'
import { reasonsInWords } from '../../parts/matching.ts'
import { PersonBadges } from '../../parts/PersonBadges.tsx'
import { personLine } from '../../parts/person.ts'
import type { PatientForm } from './form.ts'

/** From this score on the person is asked before a second record is made. */
const likelyScore = 0.8

function matchQueryOf(form: PatientForm): MatchPatient | null {
  const name = [form.name.given, form.mononym ? '' : form.name.family].join(' ').trim() || form.name.text.trim()
  const birthDate = /^\d{4}(-\d{2}){0,2}$/.test(form.birthDate) && !form.birthUnknown ? form.birthDate : undefined
  const phone = form.phone.trim()
  const identifiers = form.identifiers.filter(one => one.value.trim().length > 3)
  if (name.length < 3 && phone.length < 6 && identifiers.length === 0) return null
  return {
    ...(name.length > 1 ? { name } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(phone.length > 5 && phone.length <= 32 ? { phone } : {}),
    ...(identifiers.length > 0 ? { identifiers } : {}),
  }
}

/** Who in the clinic may be the person that is being typed. */
export function useDuplicates(form: PatientForm) {
  const [matchQuery] = useDebouncedValue(JSON.stringify(matchQueryOf(form)), 350)
  const person: MatchPatient | null = JSON.parse(matchQuery)
  const matches = useQuery({ ...matchesOf(person ?? {}), enabled: person !== null, placeholderData: before => before })
  const items = person ? (matches.data?.items ?? []) : []
  return { items, likely: items.some(one => one.score >= likelyScore) }
}

export function Duplicates({ items }: Pick<ReturnType<typeof useDuplicates>, 'items'>) {
  return (
    <div role="status" aria-live="polite">
      {items.length > 0 && (
        <section className="duplicates" aria-label={t('duplicates')} id="duplicates" tabIndex={-1}>
          <strong>{t('duplicates')}</strong>
          <p>{t('duplicatesHelp')}</p>
          <ul>
            {items.slice(0, 5).map(({ patient, reasons, deceased, archived }) => (
              <li key={patient.id}>
                <Link href={`/patients/${patient.id}`}>{patient.name}</Link>{' '}
                <PersonBadges deceased={deceased ? {} : undefined} archived={archived} />
                <p>{personLine(patient)}</p>
                <p>{t('sameBecause', { reasons: reasonsInWords(reasons) })}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
