import { Button, Group, Modal, Text } from '@mantine/core'
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import { useEffect, useState } from 'react'
import { t } from '../i18n/session.ts'
import { clock } from '../i18n/time.ts'
import type { SessionState } from '../session/idle-rules.ts'
import { stay } from '../session/idle-watch.ts'
import { endSession, signOut } from '../session/refresh.ts'
import { useNow } from './TopBar.tsx'

function spanLeft(at: number, now: number): string {
  const left = Math.max(0, Math.ceil((at - now) / 1000))
  return left < 60
    ? t('seconds', { count: left })
    : t('minutesSeconds', { minutes: Math.floor(left / 60), seconds: left % 60 })
}

/** Asks whether the person is still there, or says that the session ends soon. */
export default function SessionWarning({ state }: { state: SessionState }) {
  if (state.kind === 'idle_soon') return <IdleWarning at={state.at} />
  return state.kind === 'ends_soon' ? <EndWarning at={state.at} /> : null
}

function IdleWarning({ at }: { at: number }) {
  const now = useNow(1_000)
  // Spoken at once and then once in a while: a voice that counts every second says nothing else.
  const [spoken, setSpoken] = useState(() => spanLeft(at, Date.now()))
  const halfMinutes = Math.ceil((at - now) / 30_000)
  useEffect(() => setSpoken(halfMinutes >= 0 ? spanLeft(at, Date.now()) : ''), [halfMinutes, at])
  return (
    <Modal
      opened
      onClose={stay}
      title={t('idleTitle')}
      centered
      zIndex={1_000}
      overlayProps={{ backgroundOpacity: 0.7 }}
    >
      <Text>
        {t('idleText')}{' '}
        <strong aria-hidden data-countdown style={{ whiteSpace: 'nowrap' }}>
          {spanLeft(at, now)}
        </strong>
        <span className="only-spoken" role="timer" aria-live="assertive">
          {spoken}
        </span>
      </Text>
      <Text c="dimmed" size="sm" mt={4} mb="md">
        {t('idleKept')}
      </Text>
      <Group>
        <Button data-autofocus onClick={stay}>
          {t('stay')}
        </Button>
        <Button variant="default" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </Group>
    </Modal>
  )
}

function EndWarning({ at }: { at: number }) {
  const now = useNow()
  return (
    <div className="offline-line session-line no-print" role="status">
      <IconClock size={16} aria-hidden />
      <span>{t('endsText', { time: clock(at), minutes: Math.max(1, Math.ceil((at - now) / 60_000)) })}</span>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => endSession('ended')}>
        {t('again')}
      </Button>
    </div>
  )
}
