import { Tooltip } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { t } from '../i18n/shell.ts'
import { type LiveState, startLive, useLiveState } from '../live/connection.ts'

const words: Record<LiveState, () => string> = {
  connecting: () => t('liveConnecting'),
  live: () => t('liveOn'),
  away: () => t('liveAway'),
}

/** Whether what is on the screen is told of changes as they happen. With it the channel begins: both come after the page. */
export default function LiveDot(): ReactNode {
  useEffect(startLive, [])
  const state = useLiveState()
  return (
    <Tooltip label={words[state]()}>
      <span className="live-dot" data-state={state} role="status">
        <span className="only-spoken">{words[state]()}</span>
      </span>
    </Tooltip>
  )
}
