import type { NewClinic } from '../../../gateway/identity/accounts/create-clinic.ts'
import type { jakartan } from '../plan/jakarta.ts'

/** What a demo clinic is: who works there and when, its rooms, visit types and prices. */

/** Whom somebody sees, and so what people come with. */
export type Field = 'adult' | 'child' | 'dental' | 'midwifery'

export interface DemoStaff {
  key: string
  name: string
  profession: 'doctor' | 'dentist' | 'midwife' | 'nurse' | 'admin'
  specialties: string[]
  languages: string[]
  licence?: { type: string; number: string; issuer: string; validInDays: number }
  /** Every second visit takes the nurse's time as well. */
  assisted?: true
  /** Absent for those who see nobody by appointment. */
  field?: Field
  /** Works here in every second week only: those in which the demo is loaded, or the others. */
  weeks?: 'this' | 'other'
  /** Weekdays (1 is Monday) with their sessions; nobody bookable has none. */
  hours?: { weekdays: number[]; sessions: [from: string, to: string][]; room: string; slotMinutes: number }
}

export interface DemoClinic {
  key: 'harapan' | 'harborview'
  clinic: NewClinic
  phone: string
  address: { line: string[]; city: string; state?: string; postalCode: string }
  language: 'id' | 'en'
  staff: DemoStaff[]
  /** The key of the doctor who is there every week: series and follow-ups of the portal's people are theirs. */
  steady: string
  rooms: { number: string; type: string; amount: number; equipment: string[] }[]
  products: { key: string; name: string; code: string; kind: 'service' | 'medicine' | 'supply'; amount: number }[]
  visitTypes: { key: string; name: string; minutes: number; product: string; selfBookable: boolean }[]
  person: typeof jakartan
  patients: number
  seed: number
}

/** Monday to Friday. */
export const week = [1, 2, 3, 4, 5]
