import { Button, Group, Select, Text } from '@mantine/core'
import { Problem } from '../../api/problem.ts'
import { t } from '../../i18n/booking.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock, shortDay } from '../../i18n/time.ts'
import { FailedState, LoadingState, PartlyFailedState } from '../../parts/query-states.tsx'
import { patientName } from '../day/visitRules.ts'
import type { Choice, HitVisit, MoveResult, useHits } from './useAffectedVisits.ts'

const when = (at: string) => `${shortDay(at)} ${clock(at)}`

function resultWords({ outcome, startsAt, code }: MoveResult): string {
  if (outcome === 'moved') return t('moved', { when: startsAt ? when(startsAt) : '' })
  return t('notMoved', { why: problemText(new Problem({ code: code ?? 'internal' }, 409)) })
}

function choicesOf({ sameStaff, otherStaff }: HitVisit): { value: Choice; label: string }[] {
  return [
    { value: 'stay', label: t('stays') },
    ...(sameStaff ? [{ value: 'same' as const, label: t('sameDoctor', { when: when(sameStaff.startsAt) }) }] : []),
    ...(otherStaff
      ? [
          {
            value: 'other' as const,
            label: t('otherDoctor', { name: otherStaff.staff.name, when: when(otherStaff.startsAt) }),
          },
        ]
      : []),
  ]
}

interface Props {
  hits: ReturnType<typeof useHits>
  done: () => void
  /** What the button says and does where it does more than move. */
  move?: { label: string; run: () => Promise<void> } | undefined
}

/** Each visit that an absence hits, with where it could go; moved together, each with its own result. */
export function Hits({ hits, done, move }: Props) {
  const { found, items, results, agreed } = hits
  if (found.isError && items.length === 0) return <FailedState error={found.error} retry={() => found.refetch()} />
  if (found.isLoading) return <LoadingState rows={2} />
  if (items.length === 0) return <p className="staff-dim">{t('hitsNone')}</p>
  return (
    <div className="hits">
      <Text fw={600} role="status">
        {t('hits', { count: items.length })}
      </Text>
      {hits.truncated && <PartlyFailedState parts={[t('hitsMany')]} />}
      {!results && (
        <Group gap={6} my={6}>
          <span className="staff-dim">{t('hitsHelp')}</span>
          <Button size="compact-sm" variant="default" onClick={() => hits.chooseAll('same')}>
            {t('agreeSame')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => hits.chooseAll('other')}>
            {t('agreeOther')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => hits.chooseAll('stay')}>
            {t('agreeNone')}
          </Button>
        </Group>
      )}
      <ul className="hits-list">
        {items.map(one => {
          const { visit } = one
          const result = results?.find(({ id }) => id === visit.id)
          const choices = choicesOf(one)
          return (
            <li key={visit.id}>
              <span>
                <strong>{patientName(visit)}</strong>
                <span className="staff-dim">
                  {[when(visit.startsAt), visit.visitType?.name ?? visit.reason].filter(Boolean).join(' · ')}
                </span>
              </span>
              {results ? (
                <span className={result?.outcome === 'refused' ? 'off-trouble' : undefined}>
                  {result ? resultWords(result) : t('stays')}
                </span>
              ) : choices.length === 1 ? (
                <span className="staff-dim">{t('noProposal')}</span>
              ) : (
                <Select
                  aria-label={t('hitsOf', { name: patientName(visit), when: when(visit.startsAt) })}
                  allowDeselect={false}
                  data={choices}
                  value={hits.choiceOf(one)}
                  onChange={value => hits.choose(visit.id, value === 'same' || value === 'other' ? value : 'stay')}
                />
              )}
            </li>
          )
        })}
      </ul>
      <Group gap="xs" mt="xs">
        {!results && agreed > 0 && (
          <Button loading={hits.busy} onClick={() => void (move?.run ?? hits.move)()}>
            {move?.label ?? t('moveAgreed', { count: agreed })}
          </Button>
        )}
        {results && (
          <Button variant="default" onClick={done}>
            {t('close')}
          </Button>
        )}
      </Group>
    </div>
  )
}
