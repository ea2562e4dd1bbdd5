import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import IconDone from '@tabler/icons-react/dist/esm/icons/IconCircleCheckFilled.mjs'
import IconOpen from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { completedSteps, type SetupStep, setupSteps } from '../../api/setup-guide.ts'
import { t } from '../../i18n/setup-guide.ts'
import { toast } from '../../parts/toast.tsx'
import { useMembership } from '../../session/session.ts'

const stepPaths: Record<SetupStep, string> = {
  profile: '/settings',
  staff: '/staff',
  hours: '/staff',
  rooms: '/settings/rooms',
  visitTypes: '/settings/visit-types',
  patients: '/patients/import',
  invite: '/members',
}

/** The first steps of a new owner; nothing is asked once all is done or the card was hidden. */
export function SetupGuide() {
  const { clinicId } = useMembership()
  const [hidden, setHidden] = useLocalStorage({
    key: `guide-hidden-${clinicId}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const progress = useQuery({ ...completedSteps(clinicId), enabled: !hidden })
  const done = progress.data
  if (hidden || !done || done.length === setupSteps.length) return null
  const next = setupSteps.find(step => !done.includes(step))
  const hide = () => {
    setHidden(true)
    toast(t('hidden'))
  }
  return (
    <section className="clinic-panel clinic-guide" aria-labelledby="clinic-guide">
      <header>
        <h2 id="clinic-guide">{t('title')}</h2>
        <span>{t('progress', { done: done.length, all: setupSteps.length })}</span>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={hide}>
          {t('hide')}
        </Button>
      </header>
      <p>{t('help')}</p>
      <ol>
        {setupSteps.map(step => (
          <li key={step} data-done={done.includes(step)} aria-current={step === next ? 'step' : undefined}>
            {done.includes(step) ? <IconDone size={20} aria-hidden /> : <IconOpen size={20} stroke={1.6} aria-hidden />}
            <div>
              <Link href={stepPaths[step]}>{t(step)}</Link>
              {done.includes(step) ? <span className="only-spoken">{t('done')}</span> : <span>{t(`${step}Help`)}</span>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
