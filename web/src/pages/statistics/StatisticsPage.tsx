import './statistics.css'
import { ActionIcon, Group, SegmentedControl } from '@mantine/core'
import IconLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'wouter'
import { type Statistics, statisticsOf } from '../../api/statistics.ts'
import { t } from '../../i18n/statistics.ts'
import { addDays, monthName, shortDate, today } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, LoadingState, QueryContent } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { steppedDate } from '../day/dateRange.ts'
import { type Block, blocksOf, minutes, percent } from './blocks.ts'
import { loadPlot } from './loadPlot.ts'

const Plot = lazy(loadPlot)

/** The first day of a date's month, and that of the next. */
function monthOf(date: string): { from: string; to: string } {
  const from = `${date.slice(0, 8)}01`
  return { from, to: `${addDays(from, 31).slice(0, 8)}01` }
}

/** How the clinic's days went: how full, who did not come, how long people waited. Of a day or a month, as plots or as tables. */
export default function StatisticsPage() {
  const [query, setQuery] = useSearchParams()
  const requestedDate = query.get('date') ?? ''
  const date = /^\d{4}-\d{2}-\d{2}$/.test(requestedDate) ? requestedDate : today()
  const span = query.get('span') === 'day' ? 'day' : 'month'
  const as = query.get('as') === 'tables' ? 'tables' : 'plots'
  const { from, to } = span === 'day' ? { from: date, to: addDays(date, 1) } : monthOf(date)
  const statistics = useQuery(statisticsOf(from, to))
  const go = (change: { date?: string; span?: string; as?: string }) => setQuery({ date, span, as, ...change })
  const stepBy = (by: 1 | -1) => go({ date: steppedDate(span, date, by) })
  useShortcuts([
    { keys: 'ArrowLeft', label: t('earlier'), run: () => stepBy(-1) },
    { keys: 'ArrowRight', label: t('later'), run: () => stepBy(1) },
    { keys: 'd', label: t('day'), run: () => go({ span: 'day' }) },
    { keys: 'm', label: t('month'), run: () => go({ span: 'month' }) },
  ])
  return (
    <>
      <PageHead title={t('title')} note={span === 'day' ? shortDate(date) : monthName(date)}>
        <Group gap={4} wrap="nowrap">
          <ActionIcon variant="default" size={34} aria-label={t('earlier')} onClick={() => stepBy(-1)}>
            <IconLeft size={18} />
          </ActionIcon>
          <ActionIcon variant="default" size={34} aria-label={t('later')} onClick={() => stepBy(1)}>
            <IconRight size={18} />
          </ActionIcon>
        </Group>
        <SegmentedControl
          aria-label={t('span')}
          value={span}
          onChange={value => go({ span: value })}
          data={[
            { value: 'day', label: t('day') },
            { value: 'month', label: t('month') },
          ]}
        />
        <SegmentedControl
          aria-label={t('shownAs')}
          value={as}
          onChange={value => go({ as: value })}
          data={[
            { value: 'plots', label: t('plots') },
            { value: 'tables', label: t('tables') },
          ]}
        />
      </PageHead>
      <QueryContent query={statistics} rows={8}>
        {result =>
          result.sum.visits === 0 && result.staff.length === 0 ? (
            <EmptyState title={t('nothing')} />
          ) : (
            <>
              <SummaryFigures sum={result.sum} />
              <div className="statistics-blocks">
                {blocksOf(result).map(block => (
                  <section key={block.id} className="statistics-block" aria-labelledby={block.id}>
                    <h2 id={block.id}>{block.title}</h2>
                    {as === 'plots' ? <BlockPlot block={block} /> : <Table block={block} />}
                  </section>
                ))}
              </div>
            </>
          )
        }
      </QueryContent>
    </>
  )
}

function SummaryFigures({ sum }: { sum: Statistics['sum'] }) {
  const figures: [string, string][] = [
    [t('visits'), String(sum.visits)],
    [t('walkIns'), String(sum.walkIns)],
    [t('noShows'), String(sum.byStatus.no_show)],
    [t('noShowRate'), percent(sum.noShowRate)],
    [t('lateCancels'), String(sum.lateCancels)],
    [t('waitMedian'), minutes(sum.waiting?.medianMinutes)],
    [t('waitMost'), minutes(sum.waiting?.ninetiethMinutes)],
  ]
  return (
    <dl className="statistics-sum">
      {figures.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function BlockPlot({ block }: { block: Block }) {
  if (block.overDays)
    return (
      <Suspense fallback={<LoadingState rows={4} />}>
        <Plot title={block.title} {...block.overDays} />
      </Suspense>
    )
  if (block.shares) return <ShareBars shares={block.shares} />
  return <Table block={block} />
}

/** A bar per name, read like a list: names are long, and their number is small. */
function ShareBars({ shares }: { shares: NonNullable<Block['shares']> }) {
  return (
    <dl className="statistics-shares">
      {shares.map(({ name, share }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span
              className="statistics-bar"
              style={{ backgroundSize: `${Math.min(share ?? 0, 1) * 100}% 100%` }}
              aria-hidden
            />
            {percent(share)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Table({ block }: { block: Block }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className="statistics-table" tabIndex={0} aria-label={block.title}>
      <table>
        <thead>
          <tr>
            {block.head.map(word => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map(([first, ...rest]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {rest.map((value, at) => (
                <td key={block.head[at + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
