import { Button, UnstyledButton } from '@mantine/core'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useEffect, useRef } from 'react'
import { t } from '../../i18n/portal.ts'

/** A step that is done: what was chosen, and the way back to it. */
export function CompletedStep({ step, value, change }: { step: string; value: string; change: () => void }) {
  return (
    <div className="home-done">
      <div>
        <span className="home-quiet">{step}</span>
        <strong>{value}</strong>
      </div>
      <Button variant="subtle" aria-label={t('changeStepOf', { step })} onClick={change}>
        {t('changeStep')}
      </Button>
    </div>
  )
}

/** The question of a step. It takes focus, so that it is read when the step comes, and the keyboard goes on from there. */
export function StepTitle({ children }: { children: string }) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  return (
    <h2 ref={head} tabIndex={-1}>
      {children}
    </h2>
  )
}

interface Option {
  id: string
  name: string
  note: string
}

/** One choice of a few, each a large button. */
export function Choice(props: { title: string; options: Option[]; choose: (id: string) => void }) {
  return (
    <>
      <StepTitle>{props.title}</StepTitle>
      <ul className="home-options">
        {props.options.map(option => (
          <li key={option.id}>
            <UnstyledButton className="home-option" onClick={() => props.choose(option.id)}>
              <span>
                <strong>{option.name}</strong>
                <span className="home-quiet">{option.note}</span>
              </span>
              <IconChevronRight size={20} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  )
}
