import type { Context } from '#shared/context'
import { batch } from '#shared/database/batch'
import { ok, type Result } from '#shared/result'
import { nationalType } from '../identifier-rules.ts'
import { countryOf, type HeldIdentifier, searchIdentifier, sharedTypes } from '../identifiers.ts'
import { wholeName } from '../patients/person.ts'
import type { PatientRow } from '../patients/schema.ts'
import { toCard } from '../patients/view.ts'
import { parseName, type Range } from '../search/parse-search.ts'
import { nationalNumbers } from '../search/phones.ts'
import { rangeQuery, typoQuery } from '../search/search-queries.ts'
import { birthTerm, identifierTerm, phoneTerm } from '../search/search-terms.ts'
import type { MatchCandidates, MatchPatient } from './contract.ts'
import { comparedWords, matchScore } from './match-score.ts'

/** The dead and the archived are duplicates too. */
const states = [0, 1, 2]
/** People read by each way of finding someone. */
const candidates = 40
const named = 10
const least = 0.5

/**
 * Who may be the person that is being typed in, at most ten, the likeliest first. Nothing is decided: whoever types does.
 *
 * @see MatchCandidate for what a score means.
 */
export async function match(context: Context, input: MatchPatient): Promise<Result<MatchCandidates>> {
  const { name = '', birthDate, phone = '' } = input
  const text = typeof name === 'string' ? name : wholeName(name)
  const country = countryOf(context.actor)
  const national = input.nationalId ? [{ type: nationalType(country), value: input.nationalId }] : []
  const identifiers: HeldIdentifier[] = [...(input.identifiers ?? []), ...national].filter(
    ({ type, value }) => !sharedTypes.includes(type) && searchIdentifier(value) !== '',
  )

  const parsed = parseName(text)
  const ranges: Range[] = [
    ...identifiers.map(({ value }) => ({ term: identifierTerm(value), whole: true })),
    ...nationalNumbers(phone).map(number => ({ term: phoneTerm(number), whole: true })),
    ...(birthDate?.length === 10 ? [{ term: birthTerm(birthDate), whole: true }] : []),
    ...parsed.ranges,
  ]
  const queries = [
    ...ranges.flatMap(range => states.map(state => rangeQuery(context, { state, range }, candidates))),
    ...parsed.near.map(near => typoQuery(context, near, states)),
  ]
  if (queries.length === 0) return ok({ items: [] })
  const { found } = await batch(context.db, { found: queries })
  const rows: PatientRow[] = found.flat()

  const people = [...new Map(rows.map(row => [row.id, row])).values()].filter(row => row.mergedInto === null)
  const known = { words: comparedWords(text), birthDate, phones: nationalNumbers(phone), identifiers }
  const items = people
    .map(row => ({ row, ...matchScore(known, row) }))
    .filter(({ score }) => score >= least)
    .sort(
      (a, b) => b.score - a.score || (a.row.state ?? 0) - (b.row.state ?? 0) || b.row.recordNumber - a.row.recordNumber,
    )
    .slice(0, named)
    .map(({ row, score, reasons }) => ({
      patient: toCard(row),
      score,
      reasons,
      deceased: row.deceased,
      archived: row.archivedAt !== null,
    }))
  return ok({ items })
}
