import { useQuery } from '@tanstack/react-query'
import { clinicProfile } from '../api/portal.ts'

/** The clinic as a sheet begins: its name, where it is, and its telephone. */
export function Letterhead() {
  const clinic = useQuery(clinicProfile)
  const { name, address, phone } = clinic.data ?? {}
  const { line = [], village, district, city, state, postalCode } = address ?? {}
  const where = [...line, village, district, city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean)
  return (
    <header>
      <strong>{name}</strong>
      <span>{[where.join(', '), phone].filter(Boolean).join(' · ')}</span>
    </header>
  )
}
