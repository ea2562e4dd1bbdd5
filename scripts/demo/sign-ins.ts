import { harapan } from './clinics/harapan.ts'
import { harborview } from './clinics/harborview.ts'

export const demoPassword = 'demo clinic 2026'
export const demoPeople = ['owner', 'doctor', 'nurse', 'reception', 'patient'] as const

/** Who can sign in to the demo, for the terminal. */
export const demoSignIns = [harapan, harborview]
  .map(({ key, clinic }) => `  ${clinic.name.padEnd(18)} ${demoPeople.map(who => `${who}@`).join(' ')} ${key}.example`)
  .concat(`  password           ${demoPassword}`)
  .join('\n')
