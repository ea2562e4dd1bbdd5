import type { Statistics } from '../../api/statistics.ts'
import { language } from '../../i18n/language.ts'
import { t } from '../../i18n/statistics.ts'
import { plainDate } from '../../i18n/time.ts'
import type { Line } from './Plot.tsx'

/** A block of the statistics: the same numbers as a plot and as a table. */
export interface Block {
  id: string
  title: string
  /** How it went from day to day. */
  overDays?: { axisTitle: string; labels: string[]; lines: Line[]; format: (value: number) => string }
  /** How much of what there was, name by name. */
  shares?: { name: string; share: number | undefined }[]
  head: string[]
  rows: string[][]
}

export function percent(value: number | undefined): string {
  if (value === undefined) return t('none')
  return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(value)
}

export function minutes(value: number | undefined): string {
  return value === undefined ? t('none') : t('minutes', { count: Math.round(value) })
}

function hours(value: number): string {
  return t('hours', { count: Math.round(value / 6) / 10 })
}

/** `20` of `2026-11-20`. */
const dayNumber = (date: string) => String(Number(date.slice(8)))

function byDay({ days }: Statistics): Block[] {
  const labels = days.map(({ date }) => dayNumber(date))
  return [
    {
      id: 'statistics-visits',
      title: t('perDay'),
      overDays: {
        axisTitle: t('date'),
        labels,
        format: value => String(Math.round(value)),
        lines: [
          { label: t('visits'), values: days.map(one => one.visits), kind: 'bars', colour: '--plot-first' },
          { label: t('noShows'), values: days.map(one => one.byStatus.no_show), kind: 'line', colour: '--plot-second' },
        ],
      },
      head: [
        t('date'),
        t('visits'),
        t('completed'),
        t('walkIns'),
        t('cancelled'),
        t('noShows'),
        t('noShowRate'),
        t('lateCancels'),
      ],
      rows: days.map(one => [
        plainDate(one.date),
        ...[one.visits, one.byStatus.completed, one.walkIns, one.byStatus.cancelled, one.byStatus.no_show].map(String),
        percent(one.noShowRate),
        String(one.lateCancels),
      ]),
    },
    {
      id: 'statistics-waiting',
      title: t('waiting'),
      overDays: {
        axisTitle: t('date'),
        labels,
        format: value => String(Math.round(value)),
        lines: [
          {
            label: t('median'),
            values: days.map(one => one.waiting?.medianMinutes ?? null),
            kind: 'line',
            colour: '--plot-first',
          },
          {
            label: t('ninetieth'),
            values: days.map(one => one.waiting?.ninetiethMinutes ?? null),
            kind: 'line',
            colour: '--plot-second',
            dash: [6, 4],
          },
        ],
      },
      head: [t('date'), t('median'), t('ninetieth')],
      rows: days
        .filter(one => one.waiting)
        .map(one => [plainDate(one.date), minutes(one.waiting?.medianMinutes), minutes(one.waiting?.ninetiethMinutes)]),
    },
  ]
}

interface Utilisation {
  bookedMinutes: number
  offeredMinutes: number
  utilisation?: number | undefined
}

function utilisationBlock(
  id: string,
  title: string,
  head: string,
  rows: { name: string; utilisation: Utilisation }[],
): Block {
  return {
    id,
    title,
    // Whoever offered no time has no share of it.
    shares: rows
      .filter(one => one.utilisation.utilisation !== undefined)
      .map(one => ({ name: one.name, share: one.utilisation.utilisation })),
    head: [head, t('utilisation'), t('booked'), t('offered')],
    rows: rows.map(({ name, utilisation: { utilisation, bookedMinutes, offeredMinutes } }) => [
      name,
      percent(utilisation),
      hours(bookedMinutes),
      hours(offeredMinutes),
    ]),
  }
}

/** The blocks of a range; a single day has no course over days. */
export function blocksOf(statistics: Statistics): Block[] {
  const { staff, rooms, days } = statistics
  return [
    ...(days.length > 1 ? byDay(statistics) : []),
    utilisationBlock(
      'statistics-staff',
      t('ofStaff'),
      t('who'),
      staff.map(one => ({ name: one.name, utilisation: one })),
    ),
    utilisationBlock(
      'statistics-rooms',
      t('ofRooms'),
      t('room'),
      rooms.map(one => ({ name: one.number, utilisation: one })),
    ),
  ].filter(block => block.rows.length > 0)
}
