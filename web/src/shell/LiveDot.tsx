import { Tooltip } from '@mantine/core'
import { t } from '../i18n/shell.ts'
import { type LiveState, useLiveState } from '../live/connection.ts'

const words: Record<LiveState, () => string> = {
  connecting: () => t('liveConnecting'),
  live: () => t('liveOn'),
  away: () => t('liveAway'),
}

/** Whether what is on the screen is told of changes as they happen. */
export function LiveDot() {
  const state = useLiveState()
  return (
    <Tooltip label={words[state]()}>
      <span className="live-dot" data-state={state} role="status">
        <span className="only-spoken">{words[state]()}</span>
      </span>
    </Tooltip>
  )
}
