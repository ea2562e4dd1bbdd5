/** One bar: its label below, its parts from the bottom up. */
export interface Bar {
  key: string
  label: string
  parts: { kind: string; value: number }[]
  /** What the bar says, for the pointer. */
  description: string
}

const width = 560
const height = 190
const left = 30
const bottom = 24
const top = 14
/** Room for the half of the last label. */
const right = 12

/** Whole steps, so that the axis holds three to five lines. */
function axisStep(highest: number): number {
  const roughStep = Math.max(1, highest / 4)
  const size = 10 ** Math.floor(Math.log10(roughStep))
  return Math.max(1, [1, 2, 5, 10].map(one => one * size).find(one => one >= roughStep) ?? size)
}

/**
 * Bars as plain SVG. A picture with one sentence for those who do not see it: the same numbers stand in a table below. Kinds differ by
 * hatching as well as by colour.
 */
export function Bars({ bars, label, labelEvery = 1 }: { bars: Bar[]; label: string; labelEvery?: number }) {
  const totals = bars.map(bar => bar.parts.reduce((sum, part) => sum + part.value, 0))
  const highest = Math.max(1, ...totals)
  const step = axisStep(highest)
  const ceiling = Math.ceil(highest / step) * step
  const yOf = (value: number) => height - bottom - (value / ceiling) * (height - bottom - top)
  const slot = (width - left - right) / bars.length
  return (
    <svg className="clinic-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" className="plot-noShows-ground" />
          <line x1="0" y1="0" x2="0" y2="5" className="plot-noShows-line" />
        </pattern>
      </defs>
      {Array.from({ length: ceiling / step + 1 }, (_, i) => i * step).map(value => (
        <g key={value}>
          <line x1={left} x2={width - right} y1={yOf(value)} y2={yOf(value)} className="plot-grid" />
          <text x={left - 6} y={yOf(value) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {bars.map((bar, i) => {
        const x = left + i * slot
        let below = 0
        return (
          <g key={bar.key}>
            <title>{bar.description}</title>
            <rect x={x} y={top} width={slot} height={height - bottom - top} className="plot-touch" />
            {bar.parts.map(({ kind, value }) => {
              const from = below
              below += value
              return (
                <rect
                  key={kind}
                  className={`plot-${kind}`}
                  x={x + slot * 0.16}
                  width={slot * 0.68}
                  y={yOf(below)}
                  height={yOf(from) - yOf(below)}
                />
              )
            })}
            {(totals[i] ?? 0) > 0 && slot > 26 && (
              <text x={x + slot / 2} y={yOf(totals[i] ?? 0) - 4} textAnchor="middle" className="plot-total">
                {totals[i]}
              </text>
            )}
            {(bars.length - 1 - i) % labelEvery === 0 && (
              <text x={x + slot / 2} y={height - 7} textAnchor="middle">
                {bar.label}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
