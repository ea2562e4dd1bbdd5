import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import { t } from '../../i18n/statistics.ts'

export interface Line {
  label: string
  values: (number | null)[]
  kind: 'bars' | 'line'
  /** A custom property of the page's colours. */
  colour: string
  dash?: number[]
}

interface Props {
  title: string
  /** What the labels are of, in the legend. */
  axisTitle: string
  /** What stands below each value. */
  labels: string[]
  lines: Line[]
  /** How a value is written at the axis and in the legend. */
  format: (value: number) => string
}

const height = 230

/** A plot of one value per label. A picture for the eye alone: the same numbers are in the table. */
export default function Plot({ title, axisTitle, labels, lines, format }: Props) {
  const { ref: box, width } = useElementSize<HTMLDivElement>()
  const container = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme()
  const shape = JSON.stringify([labels, lines, axisTitle])
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when the numbers, the width or the colours are others
  useEffect(() => {
    if (!container.current || width === 0) return
    const colours = getComputedStyle(document.documentElement)
    const colour = (name: string) => colours.getPropertyValue(name).trim()
    const axis = { stroke: colour('--mantine-color-text'), grid: { stroke: colour('--line') }, ticks: { show: false } }
    const bars = UPlot.paths.bars?.({ size: [0.6, 60] })
    const plot = new UPlot(
      {
        width,
        height,
        scales: {
          x: { time: false, range: [-0.6, labels.length - 0.4] },
          y: { range: (_, __, most) => [0, Math.max(most * 1.1, 0.1)] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            values: (_, splits) => splits.map(at => (Number.isInteger(at) ? (labels[at] ?? '') : '')),
            space: Math.max(...labels.map(label => label.length), 2) * 7 + 10,
            incrs: [1, 2, 5, 7, 10],
          },
          { ...axis, values: (_, splits) => splits.map(format), size: 58 },
        ],
        series: [
          { label: axisTitle, value: (_, at) => (at === null ? '–' : (labels[at] ?? '')) },
          ...lines.map(line => ({
            label: line.label,
            stroke: colour(line.colour),
            width: 2,
            ...(line.dash ? { dash: line.dash } : {}),
            ...(line.kind === 'bars' && bars
              ? { paths: bars, fill: colour(line.colour), points: { show: false } }
              : {}),
            value: (_: UPlot, value: number | null) => (value === null ? '–' : format(value)),
          })),
        ],
        legend: { live: true },
        cursor: { drag: { x: false, y: false } },
      },
      [labels.map((_, at) => at), ...lines.map(line => line.values)],
      container.current,
    )
    return () => plot.destroy()
  }, [shape, width, scheme])
  return (
    <div ref={box} className="plot" role="img" aria-label={t('plotOf', { title })}>
      <div ref={container} aria-hidden />
    </div>
  )
}
