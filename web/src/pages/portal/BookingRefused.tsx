import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Clinic } from '../../api/portal.ts'
import type { Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/portal.ts'
import { problemText } from '../../i18n/problems.ts'
import { clock } from '../../i18n/time.ts'
import { ClinicPhone } from './ClinicPhone.tsx'
import { durationText, instantText } from './wording.ts'

interface Props {
  problem: Problem | null
  clinic: Clinic
  /** Take the free time that the server named. */
  onTake: (startsAt: string) => void
  /** Back to the free times. */
  backToTimes: () => void
}

/** What no other time would mend: the clinic must be called, or a visit given back. */
const noOtherTimeCodes = new Set(['forbidden', 'visit_type_not_found', 'not_self_bookable', 'too_many_open'])

/** Why a time was not given, and the ways out. Takes focus, because it comes after a press. */
export function BookingRefused({ problem, clinic, onTake, backToTimes }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) box.current?.focus()
  }, [problem])
  if (!problem) return null
  const nextFree = problem.details('staff_busy')?.nextFree ?? problem.details('outside_hours')?.nextFree
  const byPolicy = noOtherTimeCodes.has(problem.code)
  return (
    <Alert ref={box} tabIndex={-1} color="red" variant="light" role="alert" title={reasonText(problem)} my="md">
      {nextFree && <Text mb="xs">{t('takenNext', { next: instantText(nextFree) })}</Text>}
      <Group gap="sm">
        {nextFree && <Button onClick={() => onTake(nextFree)}>{t('takeNext', { time: clock(nextFree) })}</Button>}
        {!byPolicy && (
          <Button variant="default" onClick={backToTimes}>
            {t('otherTime')}
          </Button>
        )}
        {problem.code === 'too_many_open' && (
          <Button component={Link} href="/home/visits" variant="default">
            {t('toVisits')}
          </Button>
        )}
        {(byPolicy || problem.code === 'too_soon') && <ClinicPhone clinic={clinic} />}
      </Group>
      {problem.requestId && problem.status >= 500 && (
        <Text size="xs" mt="xs">
          {common('requestId', { id: problem.requestId })}
        </Text>
      )}
    </Alert>
  )
}

const takenCodes = new Set(['staff_busy', 'room_busy', 'slot_held', 'daily_limit'])

function reasonText(problem: Problem): string {
  const patientBusy = problem.details('patient_busy')
  if (patientBusy) return t('busyYourself', { until: clock(patientBusy.until) })
  const noticeMinutes = problem.details('too_soon')
  const daysAhead = problem.details('too_far')
  const maxOpen = problem.details('too_many_open')
  if (noticeMinutes) return t('tooSoon', { time: durationText(noticeMinutes.noticeMinutes) })
  if (daysAhead) return t('tooFar', { count: daysAhead.days })
  if (maxOpen) return t('tooMany', { count: maxOpen.limit })
  if (takenCodes.has(problem.code)) return t('taken')
  if (problem.code === 'forbidden') return t('notThisOnline')
  return problemText(problem)
}
