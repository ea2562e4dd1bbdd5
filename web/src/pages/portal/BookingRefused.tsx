import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Clinic } from '../../api/portal.ts'
import type { Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/portal.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock } from '../../i18n/time.ts'
import { Call } from './ClinicPhone.tsx'
import { inWords, spanInWords } from './wording.ts'

interface Props {
  problem: Problem | null
  clinic: Clinic
  /** Take the free time that the server named. */
  take: (startsAt: string) => void
  /** Back to the free times. */
  again: () => void
}

/** What no other time would mend: the clinic must be called, or a visit given back. */
const closed = new Set(['forbidden', 'visit_type_not_found', 'not_self_bookable', 'too_many_open'])

/** Why a time was not given, and the ways out. Takes focus, because it comes after a press. */
export function Refused({ problem, clinic, take, again }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) box.current?.focus()
  }, [problem])
  if (!problem) return null
  const nextFree = problem.details('staff_busy')?.nextFree ?? problem.details('outside_hours')?.nextFree
  const byPolicy = closed.has(problem.code)
  return (
    <Alert ref={box} tabIndex={-1} color="red" variant="light" role="alert" title={whyOf(problem)} my="md">
      {nextFree && <Text mb="xs">{t('takenNext', { next: inWords(nextFree) })}</Text>}
      <Group gap="sm">
        {nextFree && <Button onClick={() => take(nextFree)}>{t('takeNext', { time: clock(nextFree) })}</Button>}
        {!byPolicy && (
          <Button variant="default" onClick={again}>
            {t('otherTime')}
          </Button>
        )}
        {problem.code === 'too_many_open' && (
          <Button component={Link} href="/home/visits" variant="default">
            {t('toVisits')}
          </Button>
        )}
        {(byPolicy || problem.code === 'too_soon') && <Call clinic={clinic} />}
      </Group>
      {problem.requestId && problem.status >= 500 && (
        <Text size="xs" mt="xs">
          {common('requestId', { id: problem.requestId })}
        </Text>
      )}
    </Alert>
  )
}

const taken = new Set(['staff_busy', 'room_busy', 'slot_held', 'daily_limit'])

function whyOf(problem: Problem): string {
  const own = problem.details('patient_busy')
  if (own) return t('busyYourself', { until: clock(own.until) })
  const soon = problem.details('too_soon')
  const far = problem.details('too_far')
  const many = problem.details('too_many_open')
  if (soon) return t('tooSoon', { time: spanInWords(soon.noticeMinutes) })
  if (far) return t('tooFar', { count: far.days })
  if (many) return t('tooMany', { count: many.limit })
  if (taken.has(problem.code)) return t('taken')
  if (problem.code === 'forbidden') return t('notThisOnline')
  return problemText(problem)
}
