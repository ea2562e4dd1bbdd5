import type { Trend } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { dayOf } from '../../../i18n/time.ts'
import { useMembership } from '../../../session/session.ts'
import { observationName } from './observation-name.ts'
import { ObservationValue } from './VitalsList.tsx'
import { plottedNumber, valueText } from './vital-signs.ts'

const width = 52
const height = 22

/** The last values as a small line, the newest at its end. A picture only: the numbers stand beside it. */
function Sparkline({ numbers }: { numbers: number[] }) {
  if (numbers.length < 2) return null
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const range = high - low || 1
  const points = numbers.map((value, i) => {
    const x = 3 + (i / (numbers.length - 1)) * (width - 6)
    const y = height - 3 - ((value - low) / range) * (height - 6)
    return [x, y] as const
  })
  const [lastX, lastY] = points.at(-1) ?? [0, 0]
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="trend" aria-hidden>
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      <circle cx={lastX} cy={lastY} r="2.4" />
    </svg>
  )
}

/** One vital sign: its last value, since when, and how it went. */
export function TrendRow({ trend }: { trend: Trend }) {
  const { country } = useMembership()
  const [latest] = trend.values
  if (!latest) return null
  const numbers = trend.values.flatMap(one => plottedNumber(one) ?? []).reverse()
  const earlier = trend.values.slice(1, 4)
  return (
    <tr>
      <th scope="row">{observationName(trend)}</th>
      <td>
        <ObservationValue observation={latest} />
        <small>{dayOf(latest.observedAt)}</small>
        {earlier.length > 0 && (
          <span className="only-spoken">
            {t('before', { values: earlier.map(one => valueText(one, country)).join(', ') })}
          </span>
        )}
      </td>
      <td>
        <Sparkline numbers={numbers} />
      </td>
    </tr>
  )
}
