import { type BookSeries, bookSeries, type Series } from '../../api/booking.ts'
import { type BookingForm, bodyOf } from './bookingForm.ts'
import { type Alternative, clashReason } from './SeriesDates.tsx'

/** The body of POST /api/appointments/series. Ask `missingIn` first. */
export function seriesOf(form: BookingForm): BookSeries {
  const { overbook: _, ...visit } = bodyOf(form)
  return {
    ...visit,
    repeat: {
      every: form.repeat || 'week',
      count: Number(form.count),
      ...(form.repeat === 'month' ? { by: form.by } : {}),
    },
  }
}

/** A date that could not be booked, and the reason. */
export interface NotBooked {
  startsAt: string
  why: string
}

/**
 * Books a series, with what was chosen instead of its impossible dates.
 *
 * @throws the Problem of the series itself: then nothing was booked.
 */
export async function bookDates(
  form: BookingForm,
  preview: Series,
  alternatives: Record<string, Alternative>,
  key: string,
): Promise<{ booked: number; notBooked: NotBooked[] }> {
  const replacements = Object.entries(alternatives).map(([of, { startsAt }]) => ({ of, startsAt }))
  const free = preview.items.filter(one => one.outcome === 'free')
  const attempted = new Set([...free, ...replacements].map(one => one.startsAt))
  const result = await bookSeries(
    { ...seriesOf(form), ...(replacements.length > 0 ? { instead: replacements } : {}) },
    key,
  )
  // Only dates that were free in the preview are reported; the person has seen the other clashes.
  const notBooked = result.items
    .filter(one => one.outcome === 'clash' && attempted.has(one.startsAt))
    .map(one => ({ startsAt: one.startsAt, why: clashReason(one) }))
  return { booked: result.booked, notBooked }
}
