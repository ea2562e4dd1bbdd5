import type { Observation } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { dayOf } from '../../i18n/time.ts'
import { observationName, observationValue } from './observations.ts'

/** Measurements as a table; with the day each was taken where they come from several visits. */
export function ObservationTable({
  items,
  withDates = false,
  label,
}: {
  items: Observation[]
  withDates?: boolean
  label: string
}) {
  return (
    <table className="home-table">
      <caption className="only-spoken">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('measure')}</th>
          <th scope="col">{t('value')}</th>
          {withDates && <th scope="col">{t('when')}</th>}
        </tr>
      </thead>
      <tbody>
        {items.map(one => (
          <tr key={one.id}>
            <th scope="row">{observationName(one)}</th>
            <td>{observationValue(one)}</td>
            {withDates && <td>{dayOf(one.observedAt)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
