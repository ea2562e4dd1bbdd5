import { Link } from 'wouter'
import type { Patient } from '../../api/patients.ts'
import { queries } from '../../api/query-client.ts'
import { t } from '../../i18n/access-log.ts'

/** A patient by name where this app has read it anyway: asking for names would write into the log that is being read. */
function nameOf(id: string): string {
  const patient =
    queries.getQueryData<Patient>(['patient', id])?.name.text ??
    queries.getQueryData<{ name: string }>(['patients', 'card', id])?.name
  return patient ?? t('aPatient', { id: `…${id.slice(-6)}` })
}

/** Whom something was about. @param count how many there are, where not all are named. */
export function Patients({ ids, count = ids.length }: { ids: string[]; count?: number }) {
  const [first] = ids
  if (!first) return '–'
  if (count === 1) return <Link href={`/patients/${first}`}>{nameOf(first)}</Link>
  return (
    <details>
      <summary>{t('somePatients', { count })}</summary>
      <ul className="log-patients">
        {ids.map(id => (
          <li key={id}>
            <Link href={`/patients/${id}`}>{nameOf(id)}</Link>
          </li>
        ))}
        {count > ids.length && <li>{t('andMore', { count: count - ids.length })}</li>}
      </ul>
    </details>
  )
}
