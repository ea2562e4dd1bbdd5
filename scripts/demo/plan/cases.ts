import type { Field } from '../clinics/clinic.ts'
import type { Body, DemoVitals, Lean } from './body.ts'
import { english } from './cases-en.ts'
import { indonesian } from './cases-id.ts'
import type { Chance } from './random.ts'

/** Whether somebody comes with this: complaints follow age, sex and what the person lives with. */
export interface CasePatient {
  age: number
  sex: 'female' | 'male'
  body: Body
}

/** What the one who writes the note knows of the visit. */
export interface CaseFacts extends CasePatient {
  luck: Chance
  vitals: DemoVitals
  /** Completed weeks of a pregnancy on the day of the visit. */
  weeks: number
}

export interface SoapNote {
  subjective: string
  objective: string
  assessment: string
  plan: string
}

/** What people come with, and what a clinic writes about it. */
export interface Case {
  key: string
  field: Field
  /** The visit type's key. */
  type: string
  reason: string
  /** Absent where it is anybody's of that field. */
  fits?: (patient: CasePatient) => boolean
  lean?: Lean
  note: (facts: CaseFacts) => SoapNote
  /** The control that the plan asks for: after so many days, as which other case. */
  after?: { days: number; key: string }
  /** Comes of another case alone. */
  control?: true
}

export const cases: Record<'id' | 'en', Case[]> = { id: indonesian, en: english }

/** What a nurse writes beside what was measured. */
export function nursingNote(luck: Chance, language: 'id' | 'en', { age }: CasePatient): string {
  const alone = age < 14 ? 'child' : 'adult'
  const [came, checked, felt] = nursing[language]
  return `${luck.pick(came[alone])} ${luck.pick(checked)} ${felt(luck.whole(0, 4))}`
}

interface Arrivals {
  child: string[]
  adult: string[]
}
const nursing: Record<'id' | 'en', [Arrivals, string[], (pain: number) => string]> = {
  id: [
    {
      child: ['Datang bersama ibu.', 'Digendong ayah.', 'Datang dengan nenek, ibu menyusul.'],
      adult: ['Pasien datang sendiri.', 'Pasien didampingi keluarga.', 'Pasien datang diantar tetangga.'],
    },
    [
      'Identitas dan alergi dikonfirmasi.',
      'Obat yang sedang diminum dicatat.',
      'Tanda vital diukur setelah istirahat 5 menit.',
      'Edukasi cuci tangan diberikan.',
    ],
    pain => `Nyeri skala ${pain}.`,
  ],
  en: [
    {
      child: ['Came with mother.', 'Carried in by father.', 'Came with grandmother, mother on the phone.'],
      adult: ['Walked in unaided.', 'Accompanied by family.', 'Came from work.'],
    },
    [
      'Identity and allergies confirmed.',
      'Current medicines reconciled.',
      'Vitals after five minutes of rest.',
      'Fall risk low.',
    ],
    pain => `Pain ${pain} of 10.`,
  ],
}
