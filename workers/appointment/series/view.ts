import { iso } from '#shared/time'
import type { CheckedDate } from './check-dates.ts'
import type { Occurrence, Series } from './contract.ts'
import type { SeriesRow } from './schema.ts'

export function toOccurrence({ startsAt, endsAt, clash, alternatives }: CheckedDate): Occurrence {
  const when = { startsAt: iso(startsAt), endsAt: iso(endsAt) }
  if (!clash) return { ...when, outcome: 'free' }
  return { ...when, outcome: 'clash', code: clash.code, alternatives }
}

export function toSeries(
  { patientId, repeat }: { patientId: string; repeat: Series['repeat'] },
  items: Occurrence[],
): Series {
  const clashes = items.filter(one => one.outcome === 'clash').length
  return { patientId, repeat, items, booked: items.filter(one => one.outcome === 'booked').length, clashes }
}

export function toSeriesOfRow({ every, by, count, until, ...row }: SeriesRow): Series {
  const repeat = { every, by: by ?? undefined, count: count ?? undefined, until: until ?? undefined }
  return {
    ...toSeries({ patientId: row.patientId, repeat }, row.planned),
    id: row.id,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
