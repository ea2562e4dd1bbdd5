import { Alert, Button, Group } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCloudOff from '@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useEffect, useRef } from 'react'
import { t } from '../../../i18n/chart.ts'
import { problemText } from '../../../i18n/problems.ts'
import { clock } from '../../../i18n/time.ts'
import type { SaveState } from './autosave.ts'

/** Whether what is typed is safe, always in sight and spoken when it changes for the worse. */
export function SaveStatus({ state }: { state: SaveState }) {
  if (state.kind === 'saved')
    return (
      <span className="save-line" role="status">
        {state.at && (
          <>
            <IconCheck size={14} aria-hidden /> {t('savedAt', { time: clock(state.at) })}
          </>
        )}
      </span>
    )
  if (state.kind === 'typing' || state.kind === 'saving')
    return (
      <span className="save-line" role="status">
        <IconPencil size={14} aria-hidden /> {state.kind === 'saving' ? t('saving') : t('notYetSaved')}
      </span>
    )
  if (state.kind === 'conflict') return <span className="save-line save-bad">{t('conflictShort')}</span>
  return (
    <span className="save-line save-bad" role="alert">
      <IconCloudOff size={14} aria-hidden /> {state.kind === 'waiting' ? t('keptHere') : t('refused')}{' '}
      {problemText(state.problem)}
    </span>
  )
}

/** Both windows wrote the same field: the other's text, and the choice. */
export function Conflict({ state, decide }: { state: SaveState; decide: (keepOwn: boolean) => void }) {
  const box = useRef<HTMLDivElement>(null)
  const open = state.kind === 'conflict'
  useEffect(() => {
    if (open) box.current?.scrollIntoView({ block: 'center' })
  }, [open])
  if (state.kind !== 'conflict') return null
  return (
    <Alert
      ref={box}
      color="yellow"
      variant="light"
      styles={{ title: { color: 'var(--warn)' } }}
      role="alert"
      title={t('conflict')}
      my="xs"
    >
      {Object.entries(state.theirs).map(([field, text]) => (
        <blockquote key={field} className="chart-theirs">
          {text || t('nothing')}
        </blockquote>
      ))}
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => decide(true)}>
          {t('keepMine')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => decide(false)}>
          {t('takeTheirs')}
        </Button>
      </Group>
    </Alert>
  )
}
