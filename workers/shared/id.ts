import { uuidv7 } from 'uuidv7'

const prefixes = {
  clinic: 'cln',
  account: 'acc',
  membership: 'mbr',
  session: 'ses',
  registration: 'reg',
  patientRegistration: 'prg',
  invitation: 'inv',
  claim: 'clm',
  passwordReset: 'rst',
  mail: 'mai',
  patient: 'pat',
  staff: 'stf',
  absence: 'abs',
  closure: 'cls',
  opening: 'opn',
  visitType: 'vty',
  appointment: 'apt',
  series: 'ser',
  hold: 'hld',
  maintenance: 'mnt',
  room: 'rom',
  product: 'prd',
  encounter: 'enc',
  note: 'not',
  observation: 'obs',
  change: 'chg',
  event: 'evt',
  wish: 'wait',
  offer: 'off',
  screen: 'scr',
} as const

/** Kinds that are nobody's record. Any other is taken for a patient's, so that the access log forgets no new one. */
const nobodys = new Set(
  'cln acc mbr ses reg prg inv clm rst mai stf abs cls opn vty rom mnt hld prd chg evt scr'.split(' '),
)

/** Whether an id is of a patient's data: an encounter, a visit, the patient. */
export function isOfPatient(id: string): boolean {
  const prefix = /^([a-z]{2,8})-[A-Za-z0-9]/.exec(id)?.[1]
  return prefix !== undefined && !nobodys.has(prefix)
}

/** Every patient id that stands in a text, in JSON or in an address, once each. */
export function patientIdsIn(...texts: string[]): string[] {
  return [...new Set(texts.flatMap(text => text.match(patientId) ?? []))]
}

/** Not within a longer word: a note may speak of something-pat-1. */
const patientId = /(?<![\w-])pat-[A-Za-z0-9][A-Za-z0-9-]{0,59}(?![\w-])/g

/** An opaque id, `prefix-uuid`, that sorts by the time it was made. Letters, digits and `-` only, so it is a FHIR id as it stands. */
export function newId(kind: keyof typeof prefixes): string {
  return `${prefixes[kind]}-${uuidv7()}`
}
