import { ActionIcon, Text, Tooltip } from '@mantine/core'
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { lazy, Suspense, useEffect, useState } from 'react'
import { t } from '../i18n/shell.ts'
import { clock, shortDay, zoneName } from '../i18n/time.ts'
import { useMembership } from '../session/session.ts'
import { AccountMenu } from './AccountMenu.tsx'

const LiveDot = lazy(() => import('./LiveDot.tsx').catch(() => ({ default: () => null })))

/** The present minute, so that clocks and waiting times move. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

function ClinicTime() {
  const now = useNow()
  return (
    <Text component="span" c="dimmed" size="sm">
      {shortDay(now)}, {t('clinicTime', { time: clock(now), zone: zoneName() })}
    </Text>
  )
}

export function TopBar({ search, keys }: { search: () => void; keys: () => void }) {
  const { clinicName } = useMembership()
  return (
    <header className="top no-print">
      <div className="top-clinic">
        <strong>{clinicName}</strong>
        <ClinicTime />
      </div>
      <button type="button" className="top-search" onClick={search} aria-keyshortcuts="/ Control+K">
        <IconSearch size={16} aria-hidden />
        <span>{t('searchHint')}</span>
        <kbd aria-hidden>/</kbd>
      </button>
      <Tooltip label={t('keys')}>
        <ActionIcon variant="subtle" color="gray" size={34} onClick={keys} aria-label={t('keys')} visibleFrom="sm">
          <IconKeyboard size={19} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Suspense fallback={<span className="live-dot" />}>
        <LiveDot />
      </Suspense>
      <AccountMenu />
    </header>
  )
}
