import type { Actor } from '#shared/actor'
import { type IdentifierType, nationalType } from './identifier-rules.ts'

/** An identifier as it is kept: what was said, whether it is the national one, and the import it came by. */
export interface HeldIdentifier {
  type: IdentifierType
  value: string
  national?: true
  source?: string
}

/** Types that several patients may share; every other is one patient's in a clinic. */
export const sharedTypes: readonly IdentifierType[] = ['mother_nik', 'family_card', 'other']

/** The country that a clinic works in; undefined for the system, which works in none. */
export function countryOf(actor: Pick<Actor, 'country'>): string | undefined {
  return actor.country || undefined
}

/**
 * The form in which two spellings of one number are equal: capitals without spaces, and for numbers that an authority gives also without
 * its punctuation (`999-76-5725` is `999765725`). Numbers of other systems keep theirs: there `1-23` and `12-3` may be two people.
 */
export function normalIdentifier({ type, value, source }: HeldIdentifier): string {
  const spaceless = value.normalize('NFKC').toUpperCase().replace(/\s/g, '')
  if (type === 'other' || type === 'old_record') return source ? `${spaceless} ${source}` : spaceless
  return spaceless.replace(/[^\p{L}\p{N}]/gu, '') || spaceless
}

/** The form by which an identifier is looked for, whatever its type: letters and digits. */
export function searchIdentifier(value: string): string {
  return value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** `3174055507840001` → `************0001`. */
export function masked(value: string): string {
  const letters = [...value]
  const shown = letters.length > 4 ? letters.slice(-4) : []
  return '*'.repeat(letters.length - shown.length) + shown.join('')
}

interface Said {
  identifiers?: { type: IdentifierType; value: string }[]
  nationalId?: string
}

/**
 * The identifiers to keep, from what was said: the same number twice is one, `nationalId` joins as the country's type, and where it was
 * not said the first of that type is the national one. What is held already keeps the import it came by.
 */
export function heldIdentifiers(
  said: Said,
  country: string | undefined,
  before: HeldIdentifier[] = [],
): HeldIdentifier[] {
  const type = nationalType(country)
  const listed: HeldIdentifier[] = (said.identifiers ?? []).map(({ type, value }) => {
    const same = before.find(one => one.type === type && one.value === value)
    return same?.source ? { type, value, source: same.source } : { type, value }
  })
  const named = said.nationalId
  if (named !== undefined && !listed.some(one => one.value === named)) listed.push({ type, value: named })
  const once = new Map<string, HeldIdentifier>()
  for (const one of listed) {
    const key = `${one.type} ${normalIdentifier(one)}`
    if (!once.has(key)) once.set(key, one)
  }
  const held = [...once.values()]
  const asked = named === undefined ? undefined : normalIdentifier({ type, value: named })
  const national =
    held.find(one => (asked === undefined ? one.type === type && type !== 'other' : one.value === named)) ??
    held.find(one => one.type === type && normalIdentifier(one) === asked)
  return held.map(one => (one === national ? { ...one, national: true } : one))
}
