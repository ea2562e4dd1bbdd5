import { Button, Group, Select, Text } from '@mantine/core'
import { Problem } from '../../api/problem.ts'
import { t } from '../../i18n/booking.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock, shortDay } from '../../i18n/time.ts'
import { FailedState, LoadingState, PartlyFailedState } from '../../parts/query-states.tsx'
import { patientName } from '../day/visitRules.ts'
import type { AffectedVisit, Choice, MoveResult, useAffectedVisits } from './useAffectedVisits.ts'

const timeText = (at: string) => `${shortDay(at)} ${clock(at)}`

function resultText({ outcome, startsAt, code }: MoveResult): string {
  if (outcome === 'moved') return t('moved', { when: startsAt ? timeText(startsAt) : '' })
  return t('notMoved', { why: problemText(new Problem({ code: code ?? 'internal' }, 409)) })
}

function choicesOf({ sameStaff, otherStaff }: AffectedVisit): { value: Choice; label: string }[] {
  return [
    { value: 'stay', label: t('stays') },
    ...(sameStaff ? [{ value: 'same' as const, label: t('sameDoctor', { when: timeText(sameStaff.startsAt) }) }] : []),
    ...(otherStaff
      ? [
          {
            value: 'other' as const,
            label: t('otherDoctor', { name: otherStaff.staff.name, when: timeText(otherStaff.startsAt) }),
          },
        ]
      : []),
  ]
}

interface Props {
  affected: ReturnType<typeof useAffectedVisits>
  onDone: () => void
  /** What the button says and does where it does more than move. */
  move?: { label: string; run: () => Promise<void> } | undefined
}

/** The visits that an absence affects, each with the times it could move to; moved together, each with its own result. */
export function AffectedVisits({ affected, onDone, move }: Props) {
  const { query, items, results, agreedCount } = affected
  if (query.isError && items.length === 0) return <FailedState error={query.error} retry={() => query.refetch()} />
  if (query.isLoading) return <LoadingState rows={2} />
  if (items.length === 0) return <p className="staff-dim">{t('affectedNone')}</p>
  return (
    <div className="affected">
      <Text fw={600} role="status">
        {t('affected', { count: items.length })}
      </Text>
      {affected.truncated && <PartlyFailedState parts={[t('affectedMany')]} />}
      {!results && (
        <Group gap={6} my={6}>
          <span className="staff-dim">{t('affectedHelp')}</span>
          <Button size="compact-sm" variant="default" onClick={() => affected.chooseAll('same')}>
            {t('agreeSame')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => affected.chooseAll('other')}>
            {t('agreeOther')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => affected.chooseAll('stay')}>
            {t('agreeNone')}
          </Button>
        </Group>
      )}
      <ul className="affected-list">
        {items.map(item => {
          const { visit } = item
          const result = results?.find(({ id }) => id === visit.id)
          const choices = choicesOf(item)
          return (
            <li key={visit.id}>
              <span>
                <strong>{patientName(visit)}</strong>
                <span className="staff-dim">
                  {[timeText(visit.startsAt), visit.visitType?.name ?? visit.reason].filter(Boolean).join(' · ')}
                </span>
              </span>
              {results ? (
                <span className={result?.outcome === 'refused' ? 'off-trouble' : undefined}>
                  {result ? resultText(result) : t('stays')}
                </span>
              ) : choices.length === 1 ? (
                <span className="staff-dim">{t('noProposal')}</span>
              ) : (
                <Select
                  aria-label={t('affectedOf', { name: patientName(visit), when: timeText(visit.startsAt) })}
                  allowDeselect={false}
                  data={choices}
                  value={affected.choiceOf(item)}
                  onChange={value => affected.choose(visit.id, value === 'same' || value === 'other' ? value : 'stay')}
                />
              )}
            </li>
          )
        })}
      </ul>
      <Group gap="xs" mt="xs">
        {!results && agreedCount > 0 && (
          <Button loading={affected.moving} onClick={() => void (move?.run ?? affected.move)()}>
            {move?.label ?? t('moveAgreed', { count: agreedCount })}
          </Button>
        )}
        {results && (
          <Button variant="default" onClick={onDone}>
            {t('close')}
          </Button>
        )}
      </Group>
    </div>
  )
}
