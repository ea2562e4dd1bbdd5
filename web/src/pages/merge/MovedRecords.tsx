import { useQuery } from '@tanstack/react-query'
import { recordsCount, visitsCount } from '../../api/patient-counts.ts'
import type { Patient } from '../../api/patients.ts'
import { t } from '../../i18n/merging.ts'
import { LoadingState } from '../../parts/query-states.tsx'
import { useMay } from '../../session/session.ts'

/** How much is shown with the one that stays from then on: visits, and their records where the asker may read them. */
export function MovedRecords({ duplicate }: { duplicate: Patient }) {
  const mayReadRecords = useMay()('encounter.read') === 'all'
  const visits = useQuery(visitsCount(duplicate.id))
  const records = useQuery({ ...recordsCount(duplicate.id), enabled: mayReadRecords })
  const counting = visits.isPending || (mayReadRecords && records.isPending)
  const nothing = visits.data?.count === 0 && (!mayReadRecords || records.data?.count === 0)
  return (
    <section aria-labelledby="merge-moves">
      <h2 id="merge-moves" className="merge-h">
        {t('moves')}
      </h2>
      {counting ? (
        <LoadingState rows={1} />
      ) : nothing ? (
        <p>{t('nothingMoves')}</p>
      ) : (
        <ul className="merge-moves">
          <li>{visits.data ? t(visits.data.more ? 'visitsMany' : 'visits', visits.data) : failed('visits')}</li>
          {mayReadRecords && (
            <li>{records.data ? t(records.data.more ? 'recordsMany' : 'records', records.data) : failed('records')}</li>
          )}
        </ul>
      )}
      <p className="merge-dim">{t('movesHelp')}</p>
    </section>
  )
}

const failed = (what: 'visits' | 'records') => `${t(what, { count: 0 }).replace(/^\d+ /, '')}: ${t('notCounted')}`
