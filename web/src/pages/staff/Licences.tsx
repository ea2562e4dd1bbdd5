import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import type { StaffMember } from '../../api/staff.ts'
import { t } from '../../i18n/staff.ts'
import { addDays, plainDate, today } from '../../i18n/time.ts'

type Licence = NonNullable<StaffMember['licences']>[number]

/** Days before its end at which a licence is worth a word. */
const warningDays = 60

export function licenceState({ validTo }: Licence): 'expired' | 'expiring' | 'valid' {
  if (!validTo) return 'valid'
  if (validTo < today()) return 'expired'
  return validTo <= addDays(today(), warningDays) ? 'expiring' : 'valid'
}

/** Whether a licence still holds: sign, word and date, never only a colour. */
export function LicenceState({ licence }: { licence: Licence }) {
  const state = licenceState(licence)
  if (!licence.validTo) return null
  const date = plainDate(licence.validTo)
  if (state === 'valid') return <span className="licence">{t('validTo', { date })}</span>
  return (
    <span className={`licence licence-${state}`}>
      <IconAlert size={14} aria-hidden />
      {state === 'expired' ? t('expired', { date }) : t('expiring', { date })}
    </span>
  )
}

/** The licence that ends first, in one line. */
export function LicenceMark({ licences }: { licences: Licence[] }) {
  if (licences.length === 0) return null
  const [first] = licences
    .filter(one => licenceState(one) !== 'valid')
    .sort((a, b) => (a.validTo ?? '').localeCompare(b.validTo ?? ''))
  if (!first)
    return (
      <span className="licence">
        <IconCheck size={14} aria-hidden /> {t('allValid')}
      </span>
    )
  return (
    <>
      {first.type} <LicenceState licence={first} />
    </>
  )
}
