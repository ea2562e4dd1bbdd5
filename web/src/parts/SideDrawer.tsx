import { Drawer } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'

/**
 * A drawer that is there while it is rendered. Closing gives the focus back to what opened it; where that has been drawn anew meanwhile,
 * to its successor of the same visit.
 */
export function SideDrawer({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const [opener] = useState(() => document.activeElement)
  useEffect(() => {
    const visit = opener?.closest<HTMLElement>('[data-visit]') ?? opener?.querySelector<HTMLElement>('[data-visit]')
    return () => {
      // After the focus trap has let go.
      setTimeout(() => {
        const redrawn =
          visit && document.querySelector<HTMLElement>(`[data-visit="${CSS.escape(visit.dataset.visit ?? '')}"]`)
        const focusTarget =
          opener?.isConnected && opener !== document.body ? opener : (redrawn?.closest('[tabindex]') ?? redrawn)
        if (focusTarget instanceof HTMLElement && document.activeElement === document.body)
          focusTarget.focus({ preventScroll: true })
      }, 30)
    }
  }, [opener])
  return (
    <Drawer opened onClose={close} title={title} returnFocus={false}>
      {children}
    </Drawer>
  )
}
