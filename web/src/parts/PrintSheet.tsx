import './print-sheet.css'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { clinicProfile } from '../api/portal.ts'

/**
 * A sheet of its own with the clinic's letterhead: on paper there is nothing else, on the screen it is not seen. `print()` prints it while
 * it is rendered.
 */
export function PrintSheet({ children }: { children: ReactNode }) {
  const clinic = useQuery(clinicProfile)
  const { name, address, phone } = clinic.data ?? {}
  const { line = [], village, district, city, state, postalCode } = address ?? {}
  const where = [...line, village, district, city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean)
  return createPortal(
    <div className="print-sheet" aria-hidden>
      <header>
        <strong>{name}</strong>
        <span>{[where.join(', '), phone].filter(Boolean).join(' · ')}</span>
      </header>
      {children}
    </div>,
    document.body,
  )
}
