import { Button } from '@mantine/core'
import type { Hold } from '../../api/booking.ts'
import { t } from '../../i18n/booking.ts'
import { clock } from '../../i18n/time.ts'
import { useNow } from '../../shell/TopBar.tsx'

/** That nobody else can take this time, and for how long. The seconds are shown and not spoken. */
export function HoldCountdown({ hold, holdAgain }: { hold: Hold | null; holdAgain: () => void }) {
  const now = useNow(1_000)
  if (!hold) return null
  const seconds = Math.ceil((Date.parse(hold.expiresAt) - now) / 1_000)
  if (seconds <= 0) {
    return (
      <div className="hold-line is-over" role="status">
        {t('heldOver')}{' '}
        <Button size="compact-xs" variant="default" onClick={holdAgain}>
          {t('holdAgain')}
        </Button>
      </div>
    )
  }
  const timeLeft = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <div className="hold-line" role="timer" aria-live="off">
      {t('held', { time: clock(hold.expiresAt), left: timeLeft })}
    </div>
  )
}
