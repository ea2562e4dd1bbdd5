import './person-badges.css'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import IconUnverified from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs'
import IconRibbon from '@tabler/icons-react/dist/esm/icons/IconRibbonHealth.mjs'
import { t } from '../i18n/patients.ts'
import { plainDate } from '../i18n/time.ts'

interface BadgeProps {
  deceased?: { date?: string }
  archived: boolean
  /** A duplicate that was merged. */
  merged?: boolean
  /** Registered online, and nobody has checked yet who it is. */
  unverified?: boolean
}

/** Deceased, archived, merged, not yet checked: said in words wherever the person is named. */
export function PersonBadges({ deceased, archived, merged = false, unverified = false }: BadgeProps) {
  return (
    <>
      {deceased && (
        <span className="person-mark">
          <IconRibbon size={13} aria-hidden /> {t('deceased')}
          {deceased.date && `, ${plainDate(deceased.date)}`}
        </span>
      )}
      {archived && (
        <span className="person-mark">
          <IconArchive size={13} aria-hidden /> {t('archived')}
        </span>
      )}
      {merged && (
        <span className="person-mark">
          <IconMerge size={13} aria-hidden /> {t('merged')}
        </span>
      )}
      {unverified && !merged && (
        <span className="person-mark">
          <IconUnverified size={13} aria-hidden /> {t('unverified')}
        </span>
      )}
    </>
  )
}
