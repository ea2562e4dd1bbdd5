import { ActionIcon, Loader, Tooltip } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import IconConfirm from '@tabler/icons-react/dist/esm/icons/IconCalendarCheck.mjs'
import IconFinish from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCheckOut from '@tabler/icons-react/dist/esm/icons/IconDoorExit.mjs'
import IconCheckIn from '@tabler/icons-react/dist/esm/icons/IconLogin2.mjs'
import IconStart from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs'
import type { BoardRow } from '../../api/desk.ts'
import { useMay } from '../../session/session.ts'
import type { ShownVisit } from './steps/shown-visit.ts'
import { patientName } from './visitRules.ts'
import { type StepName, stepsOf, stepWords } from './visitSteps.ts'

const icons: Partial<Record<StepName, Icon>> = {
  confirm: IconConfirm,
  'check-in': IconCheckIn,
  start: IconStart,
  finish: IconFinish,
  'check-out': IconCheckOut,
}

/** The one thing to do next with a visit, in one press from a list. Nothing where the next step needs thought; a turning sign while one is under way. */
export function NextStep({ visit, act }: { visit: ShownVisit; act: (visit: BoardRow, name: StepName) => void }) {
  const [next] = stepsOf(visit, useMay())
  const Sign = next && icons[next]
  if (visit.pending) {
    return (
      <span className="next-step is-pending" aria-hidden>
        <Loader size={16} />
      </span>
    )
  }
  if (!next || !Sign) return null
  const words = stepWords[next]()
  return (
    <Tooltip label={words} position="left">
      <ActionIcon
        variant="default"
        size={32}
        className="next-step"
        aria-label={`${words}: ${patientName(visit)}`}
        onClick={() => act(visit, next)}
      >
        <Sign size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  )
}
