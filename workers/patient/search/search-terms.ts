import { type HeldIdentifier, searchIdentifier } from '../identifiers.ts'
import type { Patient } from '../patients/contract.ts'
import { fold, isIdeographic, keysOf, variantsOf, wordsOf } from './name-tokens.ts'
import { nationalNumbers, reversed } from './phones.ts'
import { spelled } from './spelling.ts'

/** What a patient is found by. migrations/patient/0005_search_patients.sql says what each kind of term looks like. */

/** A name of more words than this is found by its first ones in pairs, and by each of twice as many alone. */
const pairedWords = 10
/** The form of the terms as they are written today: 1 had no words in one spelling. `reindex` brings everybody to it. */
export const searchForm = 2
/** UTF-16 units of a term; longer words are cut, on both sides alike. */
const longestTerm = 60

export interface Named {
  given?: string
  family?: string
  text: string
  preferred?: string
}

/** What a patient's terms are made of. */
export interface Findable {
  name: Named
  birthDate?: string
  phone?: string
  otherPhones: Patient['otherPhones']
  identifiers: HeldIdentifier[]
}

export const cut = (word: string) => word.slice(0, longestTerm)
export const pairTerm = (one: string, two: string) => `&${cut(one)} ${cut(two)}`
export const identifierTerm = (value: string) => `#${searchIdentifier(value)}`
export const phoneTerm = (national: string) => `+${reversed(national)}`
/** Without a number it stands for the patient's own, which only the database knows. */
export const recordTerm = (number: number | '') => `!${number}`
/** Whether a term is a record number or an identifier: what a merged patient is still found by. */
export const isNumber = (term: string) => term.startsWith('!') || term.startsWith('#')
export const birthTerm = (date: string) => `@${date}`

/** The words of a name, each once, in the order in which people see them. */
export function nameWords(name: Named): string[] {
  const { text, given = '', family = '', preferred = '' } = name
  return [...new Set(wordsOf([text, given, family, preferred].join(' ')).map(cut))].slice(0, 2 * pairedWords)
}

/** Words by which a name is found besides its own; for names without spaces also the whole, with its parts in both orders. */
function otherWords(name: Named): string[] {
  const { text, given = '', family = '', preferred = '' } = name
  const wholes = given && family ? [`${family}${given}`, `${given}${family}`, text] : [text]
  const joined = wholes.filter(isIdeographic).map(whole => wordsOf(whole).join(''))
  const found = [...joined, ...[text, given, family, preferred, ...joined].flatMap(variantsOf)]
  return [...new Set(found.map(cut))]
}

/** Every word by which a name is found. */
export function findableWords(name: Named): string[] {
  return [...new Set([...nameWords(name), ...otherWords(name)])]
}

/**
 * The person as a whole, to know a row of a spreadsheet again that has no number of its own: the name's words in order of the alphabet,
 * birth date, telephone number.
 */
export function personKey({ name, birthDate, phone }: Pick<Findable, 'name' | 'birthDate' | 'phone'>): string {
  const words = wordsOf(name.text)
  const named = words.length > 0 ? words.toSorted().join(' ') : fold(name.text)
  return `${named}|${birthDate ?? ''}|${phone ? (nationalNumbers(phone).at(-1) ?? '') : ''}`
}

/** Words of a name in one spelling. A first M. is a Muhammad, where a name follows. */
export function spelledWords(words: readonly string[]): string[] {
  const first = words.length > 1 && words[0] === 'm' ? ['muhammad'] : []
  return [...new Set([...first, ...words.map(spelled)])]
}

function pairsOf(words: string[]): string[] {
  // A name without spaces is typed without spaces too, so it has no pairs.
  const paired = isIdeographic(words.join(' ')) ? [] : words.slice(0, pairedWords)
  return paired.flatMap(one => paired.filter(two => two !== one).map(two => pairTerm(one, two)))
}

/** Every term of one patient, each once; in form 1 without those in one spelling. */
export function termsOf(patient: Findable, form = searchForm): string[] {
  const words = findableWords(patient.name)
  const spellings = form < 2 ? [] : spelledWords(words)
  const phones = [patient.phone, ...patient.otherPhones.map(({ number }) => number)].filter(
    number => number !== undefined,
  )
  const numbers = patient.identifiers.map(({ value }) => value).filter(value => searchIdentifier(value) !== '')
  return [
    ...new Set([
      ...words,
      ...spellings,
      ...pairsOf(words),
      ...pairsOf(spellings),
      ...numbers.map(identifierTerm),
      ...phones.flatMap(nationalNumbers).map(phoneTerm),
      recordTerm(''),
      ...(patient.birthDate ? [birthTerm(patient.birthDate)] : []),
      `~${personKey(patient)}`,
    ]),
  ]
}

/** The rows of `search_key` for a name: each of its words under itself and its single deletions. */
export function keyRows(name: Named): { key: string; word: string }[] {
  const words = findableWords(name)
  const keyed = [...new Set([...words, ...spelledWords(words)])].filter(word => [...word].length > 2)
  return keyed.flatMap(word => keysOf(word).map(key => ({ key, word })))
}
