import { uuidv7 } from 'uuidv7'

const prefixes = {
  clinic: 'cln',
  account: 'acc',
  membership: 'mbr',
  session: 'ses',
  patient: 'pat',
  staff: 'stf',
  absence: 'abs',
  closure: 'cls',
  visitType: 'vty',
  appointment: 'apt',
  room: 'rom',
  product: 'prd',
  encounter: 'enc',
  note: 'not',
  observation: 'obs',
  change: 'chg',
  event: 'evt',
} as const

/** An opaque id, `prefix-uuid`, that sorts by the time it was made. Letters, digits and `-` only, so it is a FHIR id as it stands. */
export function newId(kind: keyof typeof prefixes): string {
  return `${prefixes[kind]}-${uuidv7()}`
}
