import './printable-record.css'
import type { ReactNode } from 'react'
import { Letterhead } from './Letterhead.tsx'

/**
 * What stands on paper as it does on the screen, with letterhead and page numbers. A table, because its head is what every browser repeats
 * on every page: no page of a record without saying whose it is.
 *
 * @param whose name and record number of the patient.
 */
export function PrintableRecord({ patientLine, children }: { patientLine: string; children: ReactNode }) {
  return (
    <table className="paper" role="presentation">
      <thead>
        <tr>
          <td>{patientLine}</td>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            <Letterhead />
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  )
}
