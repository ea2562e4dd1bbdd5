import { Drawer } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'

/**
 * A drawer that is there while it is rendered. Closing gives the focus back to what opened it; where that has been drawn anew meanwhile,
 * to its successor of the same visit.
 */
export function Panel({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const [opener] = useState(() => document.activeElement)
  useEffect(() => {
    const visit = opener?.closest<HTMLElement>('[data-visit]') ?? opener?.querySelector<HTMLElement>('[data-visit]')
    return () => {
      // After the focus trap has let go.
      setTimeout(() => {
        const known =
          visit && document.querySelector<HTMLElement>(`[data-visit="${CSS.escape(visit.dataset.visit ?? '')}"]`)
        const back = opener?.isConnected && opener !== document.body ? opener : (known?.closest('[tabindex]') ?? known)
        if (back instanceof HTMLElement && document.activeElement === document.body) back.focus({ preventScroll: true })
      }, 30)
    }
  }, [opener])
  return (
    <Drawer opened onClose={close} title={title} returnFocus={false}>
      {children}
    </Drawer>
  )
}
