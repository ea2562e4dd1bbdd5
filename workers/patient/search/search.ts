import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { decodeCursor, defaultLimit, encodeCursor } from '#shared/input/cursor'
import { ok } from '#shared/result'
import { toInstant } from '#shared/time'
import { findable } from '../patients/person.ts'
import type { LinkedRow } from '../patients/schema.ts'
import type { ListPatients } from './contract.ts'
import { type PatientList, wrongCursor } from './list-paging.ts'
import { covers, fits, type ParsedSearch, parseSearch, type Range } from './parse-search.ts'
import { rangeQuery, typoQuery } from './search-queries.ts'
import { isNumber, recordTerm, termsOf } from './search-terms.ts'
import { toListItem } from './view.ts'

/** States that a search shows, in this order: the living before the dead, or the archived. */
const present = [0, 1]
const archivedOnly = [2]

/** Rows read of a range when each must still be held against the other words that were typed. */
const candidates = 100
/** Rows read at most of a range in which one patient may stand under several words. */
const mostOfRange = 120
/** Rows read at most of each range where a name is looked for in two spellings. */
const mostOfTwice = 60

/**
 * Find patients by what was typed into one box. Every meaning of the text is a range of terms, read in the order of rank: the term itself,
 * then its beginnings, in each the living first; after them at most a few hundred people with a name one typo away.
 *
 * One batch, at most 2,000 rows read whatever the clinic's size: each range is walked along the index and left when the page is full.
 *
 * @returns a page; the cursor is a place in that order, so a page on which much was seen before may be short.
 */
export async function search(context: Context, input: ListPatients & { q: string }): PatientList {
  const { limit = defaultLimit, archived = false, cursor } = input
  const from = cursor === undefined ? ([0, '', ''] as const) : decodeCursor(cursor, ['number', 'string', 'string'])
  if (!from || from[0] < 0) return wrongCursor()
  const [skipped, term, id] = from

  const parsed = parseSearch(input.q, context.actor)
  const states = archived ? archivedOnly : present
  const places = parsed.ranges.flatMap(range => states.map(state => ({ state, range })))
  const left = places.slice(skipped)
  const sizeOf = (range: Range) => Math.min(wanted(range), parsed.twice ? mostOfTwice : Number.POSITIVE_INFINITY)
  const wanted = (range: Range) => {
    if (parsed.names.includes(range)) return candidates
    return range.whole ? limit + 1 : Math.max(limit + 1, Math.min(2 * limit + 10, mostOfRange))
  }
  const questions = [
    ...left.map((one, i) => rangeQuery(context, one, sizeOf(one.range), i === 0 && id ? { term, id } : undefined)),
    ...parsed.near.map(near => typoQuery(context, near, states)),
  ]
  if (questions.length === 0) return ok({ items: [], nextCursor: null })
  const { answers } = await batch(context.db, { answers: questions })

  const since = input.updatedSince === undefined ? 0 : toInstant(input.updatedSince, context.actor.timezone)
  const items: LinkedRow[] = []
  let place: (string | number)[] = [...from]
  const page = (more: boolean) => ok({ items: items.map(toListItem), nextCursor: more ? encodeCursor(place) : null })

  for (const [i, { range }] of left.entries()) {
    const rows = answers[i] ?? []
    for (const row of rows) {
      const shown = row.updatedAt >= since && isFirstAt(parsed, row, range)
      if (shown && items.length === limit) return page(true)
      if (shown) items.push(row)
      place = [skipped + i, row.term, row.id]
    }
    if (rows.length === sizeOf(range)) return page(true)
  }
  const near = nearest(parsed, answers.slice(left.length).flat()).filter(row => row.updatedAt >= since)
  const seen = skipped === places.length ? Number(term) || 0 : 0
  const end = seen + limit - items.length
  items.push(...near.slice(seen, end))
  place = [places.length, String(end), '']
  return page(end < near.length)
}

/** Whether this is the one place at which a patient is shown, of all the terms that the search meets. */
function isFirstAt(parsed: ParsedSearch, row: LinkedRow & { term: string }, range: Range): boolean {
  const terms = termsOfRow(row)
  const best = parsed.ranges.find(one => isOpenTo(row, one) && terms.some(found => covers(one, found)))
  if (best !== range || terms.find(found => covers(range, found)) !== row.term) return false
  if (parsed.born && !parsed.born.some(date => row.birthDate?.startsWith(date))) return false
  return !parsed.names.includes(range) || fits(parsed.words, findable(row).name)
}

/** A merged patient is found by a whole number only, never by how it begins. */
function isOpenTo(row: LinkedRow, range: Range): boolean {
  return row.mergedInto === null || range.whole
}

/** The people one typo away, the living first, without those whom a range has shown already. */
function nearest(parsed: ParsedSearch, rows: LinkedRow[]): LinkedRow[] {
  const once = new Map(rows.map(row => [row.id, row]))
  return [...once.values()]
    .filter(row => {
      const terms = termsOfRow(row)
      const seen = parsed.ranges.some(range => terms.some(term => covers(range, term)))
      return !seen && fits(parsed.words, findable(row).name)
    })
    .sort((a, b) => (a.state ?? 0) - (b.state ?? 0) || a.nameText.localeCompare(b.nameText) || (a.id < b.id ? -1 : 1))
}

function termsOfRow(row: LinkedRow): string[] {
  const terms = termsOf(findable(row), row.searchForm).map(term =>
    term === recordTerm('') ? recordTerm(row.recordNumber) : term,
  )
  return row.mergedInto === null ? terms : terms.filter(isNumber)
}
