import './person-badges.css'
import IconInfo from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs'
import { t } from '../i18n/merging.ts'

/** Where a person's other record numbers could not be asked for: what is shown may not be all. */
export function LinkedRecordsWarning({ source }: { source: { linksUnavailable?: true } | undefined }) {
  if (!source?.linksUnavailable) return null
  return (
    <p className="links-line" role="status">
      <IconInfo size={16} aria-hidden /> {t('linksUnavailable')}
    </p>
  )
}
