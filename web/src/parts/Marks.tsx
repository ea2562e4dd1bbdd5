import './marks.css'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconRibbon from '@tabler/icons-react/dist/esm/icons/IconRibbonHealth.mjs'
import { t } from '../i18n/patients.ts'
import { plainDate } from '../i18n/time.ts'

/** Deceased and archived, said in words wherever the person is named. */
export function PersonMarks({ deceased, archived }: { deceased?: { date?: string }; archived: boolean }) {
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
    </>
  )
}
