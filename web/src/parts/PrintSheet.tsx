import './print-sheet.css'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Letterhead } from './Letterhead.tsx'

/**
 * A sheet of its own with the clinic's letterhead: on paper there is nothing else, on the screen it is not seen. `print()` prints it while
 * it is rendered.
 */
export function PrintSheet({ children }: { children: ReactNode }) {
  return createPortal(
    <div className="print-sheet" aria-hidden>
      <Letterhead />
      {children}
    </div>,
    document.body,
  )
}
