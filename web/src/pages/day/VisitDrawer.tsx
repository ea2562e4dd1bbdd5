import { Button, Group, Stack } from '@mantine/core'
import { useEffect } from 'react'
import { t as words } from '../../i18n/booking.ts'
import { t } from '../../i18n/day.ts'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { useMay } from '../../session/session.ts'
import { prefetch } from '../prefetch.ts'
import { CancelForm } from './CancelForm.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import type { VisitMove } from './moveVisit.ts'
import { StartForm } from './StartForm.tsx'
import { VisitStatus } from './steps/PendingMark.tsx'
import type { ShownVisit } from './steps/shown-visit.ts'
import { takeStep } from './steps/useStep.ts'
import { PatientFacts, VisitFacts, VisitHistory } from './VisitFacts.tsx'
import { type Doctor, movable, patientName } from './visitRules.ts'
import { type StepName, stepsOf, stepWords } from './visitSteps.ts'

/** The page of the visit's patient, likely to be opened next. */
const patientPage = { load: () => import('../patient/PatientPage.tsx') }

export type DrawerMode = 'visit' | 'cancel' | 'change' | 'start'

interface Props {
  visit: ShownVisit
  doctors: Doctor[]
  mode: DrawerMode
  show: (mode: DrawerMode) => void
  /** Where a refused drag wanted the visit. */
  requestedTime?: VisitMove | undefined
  close: () => void
}

/** One visit: who, when, where it stands, and the one thing to do next. */
export function VisitDrawer({ visit, doctors, mode, show, requestedTime, close }: Props) {
  const may = useMay()
  const steps = stepsOf(visit, may)
  const [next, ...others] = steps
  // Twice the same, or another step on top of one that nobody knows of, helps nobody.
  const isPending = (visit.pending?.failures ?? 0) > 0
  useEffect(() => prefetch([patientPage]), [])
  const canChange = movable(visit) && visit.kind === 'scheduled' && may('appointment.move') !== false
  const take = (name: StepName) => {
    if (name === 'cancel') show('cancel')
    else if (name === 'start' && !visit.staff) show('start')
    else void takeStep(visit, name, {})
  }
  return (
    <SideDrawer close={close} title={patientName(visit)}>
      <Stack gap="md">
        <Group gap="xs">
          <VisitStatus visit={visit} />
          {visit.queueNumber !== undefined && (
            <span className="queue-number">{t('number', { number: visit.queueNumber })}</span>
          )}
          {visit.urgent && <span className="mark-urgent">{t('urgent')}</span>}
          {visit.overbooked && <span className="mark-note">{t('overbooked')}</span>}
          {visit.series && <span className="mark-plain">{words('series')}</span>}
        </Group>
        {mode === 'cancel' && (
          <CancelForm
            visit={visit}
            onKeep={() => show('visit')}
            onConfirm={body => {
              show('visit')
              void takeStep(visit, 'cancel', body)
            }}
          />
        )}
        {mode === 'change' && (
          <ChangeForm
            visit={visit}
            doctors={doctors}
            requestedTime={requestedTime}
            cancel={() => show('visit')}
            onSaved={() => show('visit')}
          />
        )}
        {mode === 'start' && (
          <StartForm
            doctors={doctors}
            cancel={() => show('visit')}
            onStart={staffId => {
              show('visit')
              void takeStep(visit, 'start', { staffId })
            }}
          />
        )}
        {mode === 'visit' && (
          <>
            <PatientFacts visit={visit} />
            <VisitFacts visit={visit} />
            {next && (
              <Stack gap="xs">
                <Button
                  size="md"
                  disabled={isPending}
                  variant={next === 'undo' ? 'default' : 'filled'}
                  onClick={() => take(next)}
                  data-autofocus={next !== 'undo' || undefined}
                >
                  {stepWords[next]()}
                </Button>
                <Group gap="xs">
                  {canChange && (
                    <Button size="compact-md" variant="default" disabled={isPending} onClick={() => show('change')}>
                      {t('moveStep')}
                    </Button>
                  )}
                  {others.map(name => (
                    <Button
                      key={name}
                      size="compact-md"
                      variant="default"
                      disabled={isPending}
                      onClick={() => take(name)}
                    >
                      {stepWords[name]()}
                    </Button>
                  ))}
                </Group>
              </Stack>
            )}
            <VisitHistory id={visit.id} />
          </>
        )}
      </Stack>
    </SideDrawer>
  )
}
