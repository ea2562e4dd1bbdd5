import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Series } from '../../api/booking.ts'
import { Problem } from '../../api/problem.ts'
import { t } from '../../i18n/booking.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock, shortDay } from '../../i18n/time.ts'

type Occurrence = Series['items'][number]
export type Alternative = NonNullable<Occurrence['alternatives']>[number]

const timeText = (at: string) => `${shortDay(at)} ${clock(at)}`
export const clashReason = ({ code }: Pick<Occurrence, 'code'>) =>
  code ? problemText(new Problem({ code }, 409)) : t('clash')

interface Props {
  series: Series
  /** What was chosen for a date that is not possible, by its start; nothing leaves it out. */
  alternatives: Record<string, Alternative>
  choose: (startsAt: string, alternative: Alternative | null) => void
  back: () => void
  book: () => void
  pending: boolean
}

/** The dates of a series before anything is booked: which are free, and for the others what would do instead. */
export function SeriesDates({ series, alternatives, choose, back, book, pending }: Props) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const free = series.items.filter(one => one.outcome === 'free').length
  const count = free + Object.keys(alternatives).length
  return (
    <Stack gap="sm">
      <Text component="h3" fw={600} tabIndex={-1} data-autofocus ref={title}>
        {t('datesTitle')}
      </Text>
      <ol className="series-dates">
        {series.items.map(one => (
          <li key={one.startsAt} className={one.outcome === 'clash' ? 'is-clash' : undefined}>
            <span>
              <strong>{timeText(one.startsAt)}</strong> {one.outcome === 'clash' ? clashReason(one) : t('free')}
            </span>
            {one.outcome === 'clash' && (one.alternatives?.length ?? 0) > 0 && (
              <Select
                aria-label={t('takeInstead', { when: timeText(one.startsAt) })}
                allowDeselect={false}
                value={alternatives[one.startsAt]?.startsAt ?? 'none'}
                onChange={value =>
                  choose(one.startsAt, one.alternatives?.find(({ startsAt }) => startsAt === value) ?? null)
                }
                data={[
                  { value: 'none', label: t('skipDate') },
                  ...(one.alternatives ?? []).map(({ startsAt }) => ({
                    value: startsAt,
                    label: t('takeInstead', { when: timeText(startsAt) }),
                  })),
                ]}
              />
            )}
          </li>
        ))}
      </ol>
      {count === 0 && <Text c="var(--danger)">{t('nothingFree')}</Text>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={back}>
          {t('changeDates')}
        </Button>
        {count > 0 && (
          <Button onClick={book} loading={pending}>
            {t('bookAll', { count })}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
