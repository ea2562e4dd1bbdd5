import { type HeldIdentifier, normalIdentifier, sharedTypes } from '../identifiers.ts'
import type { PatientRow } from '../patients/schema.ts'
import { oneTypoApart, wordsOf } from '../search/name-tokens.ts'
import { nationalNumbers } from '../search/phones.ts'
import { spelledWords } from '../search/search-terms.ts'
import { withoutTitles } from '../search/titles.ts'
import type { MatchCandidate } from './contract.ts'

/** What is known of the person who is being typed in. */
export interface Known {
  words: string[]
  birthDate?: string
  phones: string[]
  identifiers: HeldIdentifier[]
}

/** What each thing in common adds to the score. A name alone is 0.6; another birth date makes two people of one name. */
const weights = { name: 0.6, birthDate: 0.3, otherBirthDate: -0.2, phone: 0.25 }
/** From here on two names are called similar. */
const similar = 0.6

/** At least this, where a similar name has the same telephone number: a birth date is misread more often than both agree by chance. */
const sameTelephone = 0.6

/** The words by which names are compared: without titles, in one spelling. */
export function comparedWords(name: string): string[] {
  const words = wordsOf(withoutTitles(name))
  // A first M. is a Muhammad, and then no word of its own.
  return spelledWords(words).filter(word => word !== 'm' || words.length === 1 || words[0] !== 'm')
}

/** How likely a patient is the person who is being typed in, 0 to 1, and why. */
export function matchScore(known: Known, row: PatientRow): Pick<MatchCandidate, 'score' | 'reasons'> {
  const reasons: MatchCandidate['reasons'] = []
  const held = row.identifiers.filter(one => !sharedTypes.includes(one.type))
  const same = (one: HeldIdentifier, two: HeldIdentifier) =>
    one.type === two.type &&
    normalIdentifier({ ...one, source: undefined }) === normalIdentifier({ ...two, source: undefined })
  const identified = known.identifiers.some(one => held.some(two => same(one, two)))
  if (identified) reasons.push('identifier')

  const name = nameSimilarity(known.words, comparedWords(row.nameText))
  if (name === 1) reasons.push('name')
  else if (name >= similar) reasons.push('similar_name')
  let score = name * weights.name

  if (known.birthDate && row.birthDate) {
    const born = known.birthDate === row.birthDate
    if (born) reasons.push('birth_date')
    score += born ? weights.birthDate : weights.otherBirthDate
  }
  const theirs = [row.phone ?? '', ...row.otherPhones.map(({ number }) => number)].flatMap(nationalNumbers)
  if (known.phones.some(number => theirs.includes(number))) {
    reasons.push('phone')
    score += weights.phone
    if (name >= similar) score = Math.max(score, sameTelephone)
  }
  return { score: identified ? 1 : Math.round(Math.min(Math.max(score, 0), 0.99) * 100) / 100, reasons }
}

/** How alike two names are, 0 to 1: words in any order, one with a typo counts less, one that only begins alike less still, an initial least. */
export function nameSimilarity(one: string[], two: string[]): number {
  if (one.length === 0 || two.length === 0) return 0
  const left = [...two]
  const take = (fits: (word: string) => boolean) => {
    const at = left.findIndex(fits)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }
  const others = one.filter(word => !take(other => other === word))
  let alike = one.length - others.length
  for (const word of others) {
    if (take(other => oneTypoApart(word, other))) alike += 0.85
    else if (word.length > 2 && take(other => other.startsWith(word) || (other.length > 2 && word.startsWith(other))))
      alike += 0.6
    else if (
      take(other => (word.length === 1 || other.length === 1) && (other.startsWith(word) || word.startsWith(other)))
    )
      alike += 0.5
  }
  return (2 * alike) / (one.length + two.length)
}
