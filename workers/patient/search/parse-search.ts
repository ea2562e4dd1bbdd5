import type { Actor } from '#shared/actor'
import { isMonthFirst } from '#shared/country/habits'
import { plainSigns } from '#shared/input/plain-signs'
import { localDate } from '#shared/time'
import { searchIdentifier } from '../identifiers.ts'
import { datesIn } from './birth-dates.ts'
import { isIdeographic, keysOf, oneTypoApart, wordsOf } from './name-tokens.ts'
import { nationalNumbers } from './phones.ts'
import {
  birthTerm,
  cut,
  findableWords,
  identifierTerm,
  type Named,
  pairTerm,
  phoneTerm,
  recordTerm,
  spelledWords,
} from './search-terms.ts'
import { spelled } from './spelling.ts'
import { withoutTitles } from './titles.ts'

/** One term, or every longer one that begins with it. */
export interface Range {
  term: string
  whole: boolean
}

/** Terms that hold a word one typo away: `before`, that word, and then what lies between `low` (inclusive) and `high`. */
export interface Near {
  before: string
  low: string
  high: string
  /** What was typed. */
  word: string
  keys: string[]
}

/** What was typed into the search box, as ranges of terms in the order of their rank. */
export interface ParsedSearch {
  /** Numbers and dates, then names. */
  ranges: Range[]
  /** Those of the ranges that find names by some of the words; the others must still be looked at. */
  names: Range[]
  near: Near[]
  /** The words of a name as typed; the last may be unfinished. */
  words: string[]
  /** The beginnings of birth dates of which one must fit, where one was typed beside a name. */
  born?: string[]
  /** The ranges are asked in two spellings, so each reads less. */
  twice?: true
}

/** Less than every character that follows in a term; and greater than every one. */
const first = '\u0001'
const last = '\u{10ffff}'
const exactly = (term: string): Range => ({ term, whole: true })
const beginning = (term: string): Range => ({ term, whole: false })

/** The ends of a range as the database compares them, `low` inclusive, `high` exclusive. */
export function endsOf({ term, whole }: Range): { low: string; high: string } {
  return whole ? { low: term, high: `${term}${first}` } : { low: `${term}${first}`, high: `${term}${last}` }
}

export function covers({ term, whole }: Range, found: string): boolean {
  return whole ? found === term : found !== term && found.startsWith(term)
}

/** Words of a query that are looked at. */
const mostWords = 8

/** What a text in the one search box may mean: record number, identifier, telephone number, birth date, name, name and birth date. */
export function parseSearch(typed: string, actor: Actor): ParsedSearch {
  const q = plainSigns(typed)
  const numbers = numberRanges(q, actor)
  if (/^[#+\d\s().\-/]+$/.test(q)) return { ranges: numbers, names: [], near: [], words: [] }
  const both = datesOf(q, actor).length > 0 ? undefined : nameAndDate(q, actor)
  if (both) return both
  const name = parseName(q)
  return { ...name, ranges: [...numbers, ...name.ranges] }
}

/** A name and a birth date, whole or the year alone, in either order: `sari 31/12/1984`, `1984 sari putri`. */
function nameAndDate(q: string, actor: Actor): ParsedSearch | undefined {
  const tail = /^(?<name>\D*\p{L}\D*?)[\s,]+(?<date>\d[\d\s./-]*(?:\p{L}{3,9}\.?[\s.-]+\d{2,4})?)$/u.exec(q)
  const head = /^(?<date>\d[\d\s./-]*(?:\p{L}{3,9}\.?[\s.-]+\d{2,4})?)[\s,]+(?<name>\p{L}\D*)$/u.exec(q)
  const { name = '', date = '' } = (tail ?? head)?.groups ?? {}
  const said = date.trim()
  const born = /^(?:18|19|20)\d\d$/.test(said) ? [said] : datesOf(said, actor)
  if (born.length === 0) return undefined
  const parsed = parseName(name)
  if (parsed.words.length === 0) return undefined
  const ranges = born.filter(one => one.length === 10).map(one => exactly(birthTerm(one)))
  // Few people are born on one day, so the day leads; of a year the name does.
  if (ranges.length === born.length) return { ranges, names: ranges, near: [], words: parsed.words }
  return { ...parsed, names: parsed.ranges, near: [], born }
}

function datesOf(text: string, actor: Actor): string[] {
  return datesIn(text, localDate(actor.at, actor.timezone), isMonthFirst(actor.country))
}

function numberRanges(q: string, actor: Actor): Range[] {
  if (!/\d/.test(q)) return []
  const record = /^#?\s*0*(\d{1,9})$/.exec(q)
  const identifier = searchIdentifier(q)
  const phones = /^[+\d\s().\-/]+$/.test(q) ? nationalNumbers(q).filter(number => number.length >= 4) : []
  const dates = datesOf(q, actor)
  const year = /^(?:18|19|20)\d\d$/.test(q) ? [q] : []
  return [
    ...(record ? [exactly(recordTerm(Number(record[1])))] : []),
    ...dates.map(date => exactly(birthTerm(date))),
    ...(identifier !== '' ? [exactly(identifierTerm(identifier))] : []),
    ...phones.map(number => exactly(phoneTerm(number))),
    ...(identifier.length >= 4 ? [beginning(identifierTerm(identifier))] : []),
    ...phones.map(number => beginning(phoneTerm(number))),
    ...[...dates.filter(date => date.length < 10), ...year].map(date => beginning(birthTerm(date))),
  ]
}

/**
 * A name without its titles: one word is looked for itself; of several, the longest finished one together with the last, which may be
 * unfinished. Two words together are rarer than either, so the lists are short; the other words are held against the names found (`fits`).
 * What is written otherwise in one spelling is looked for in both: people of an older form have the written one alone.
 */
export function parseName(text: string): ParsedSearch {
  const bare = withoutTitles(text)
  const typed = isIdeographic(bare) ? [wordsOf(bare).join('')] : wordsOf(bare)
  const words = [...new Set(typed.map(cut))].slice(0, mostWords)
  const ending = words.at(-1)
  if (ending === undefined) return { ranges: [], names: [], near: [], words }
  const written = rangesOf(words, ending)
  const one = words.map(spelled)
  if (one.every((word, i) => word === words[i])) return { words, ...written }
  const again = rangesOf(one, one.at(-1) ?? ending)
  return {
    words,
    ranges: [...written.ranges, ...again.ranges],
    names: [...written.names, ...again.names],
    near: [...again.near, ...written.near],
    twice: true,
  }
}

function rangesOf(words: string[], ending: string): Pick<ParsedSearch, 'ranges' | 'names' | 'near'> {
  const driver = words.slice(0, -1).reduce((longest, word) => (word.length > longest.length ? word : longest), '')
  if (driver === '') {
    const ranges = [exactly(ending), beginning(ending)]
    return { ranges, names: [], near: nears('', ending, { low: '', high: first }) }
  }
  // "J Smith": a finished word of one letter is the beginning of a name, so the longer word leads.
  const [lead, open] = driver.length === 1 ? [ending, driver] : [driver, ending]
  const ranges = [exactly(pairTerm(lead, open)), beginning(pairTerm(lead, open))]
  return {
    ranges,
    names: words.length > 2 ? ranges : [],
    near: [
      ...nears('&', lead, { low: ` ${open}`, high: ` ${open}${last}` }),
      ...nears(`&${lead} `, open, { low: '', high: first }),
    ],
  }
}

function nears(before: string, word: string, { low, high }: { low: string; high: string }): Near[] {
  const keys = keysOf(word)
  return keys.length > 1 ? [{ before, word, keys, low, high }] : []
}

/** Whether a name has every word that was typed, in either spelling: the last unfinished or an initial, at most one of them with a typo. */
export function fits(typed: string[], name: Named): boolean {
  const written = findableWords(name)
  const words = [...new Set([...written, ...spelledWords(written)])]
  let typos = 0
  for (const [i, word] of typed.entries()) {
    const open = i === typed.length - 1 || word.length === 1
    const ways = [...new Set([word, spelled(word)])]
    if (ways.some(way => words.includes(way) || (open && words.some(known => known.startsWith(way))))) continue
    if (!ways.some(way => words.some(known => oneTypoApart(known, way)))) return false
    typos++
  }
  return typos <= 1
}
