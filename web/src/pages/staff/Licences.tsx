import IconAlert from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import type { StaffMember } from '../../api/staff.ts'
import { t } from '../../i18n/staff.ts'
import { addDays, plainDate, today } from '../../i18n/time.ts'

type Licence = NonNullable<StaffMember['licences']>[number]

/** Days before its end at which a licence is worth a word. */
const soon = 60

export function standingOf({ validTo }: Licence): 'expired' | 'expiring' | 'valid' {
  if (!validTo) return 'valid'
  if (validTo < today()) return 'expired'
  return validTo <= addDays(today(), soon) ? 'expiring' : 'valid'
}

/** Whether a licence still holds: sign, word and date, never only a colour. */
export function Standing({ licence }: { licence: Licence }) {
  const standing = standingOf(licence)
  if (!licence.validTo) return null
  const date = plainDate(licence.validTo)
  if (standing === 'valid') return <span className="licence">{t('validTo', { date })}</span>
  return (
    <span className={`licence licence-${standing}`}>
      <IconAlert size={14} aria-hidden />
      {standing === 'expired' ? t('expired', { date }) : t('expiring', { date })}
    </span>
  )
}

/** The licence that ends first, in one line. */
export function LicenceMark({ licences }: { licences: Licence[] }) {
  if (licences.length === 0) return null
  const [first] = licences
    .filter(one => standingOf(one) !== 'valid')
    .sort((a, b) => (a.validTo ?? '').localeCompare(b.validTo ?? ''))
  if (!first)
    return (
      <span className="licence">
        <IconCheck size={14} aria-hidden /> {t('allValid')}
      </span>
    )
  return (
    <>
      {first.type} <Standing licence={first} />
    </>
  )
}
