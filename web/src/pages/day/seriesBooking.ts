import { type BookSeries, bookSeries, type Series } from '../../api/booking.ts'
import { type BookingForm, bodyOf } from './bookingForm.ts'
import { type Alternative, whyNot } from './SeriesDates.tsx'

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

/** What could not be booked, with why. */
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
  shown: Series,
  instead: Record<string, Alternative>,
  key: string,
): Promise<{ booked: number; not: NotBooked[] }> {
  const moved = Object.entries(instead).map(([of, { startsAt }]) => ({ of, startsAt }))
  const free = shown.items.filter(one => one.outcome === 'free')
  const wanted = new Set([...free, ...moved].map(one => one.startsAt))
  const done = await bookSeries({ ...seriesOf(form), ...(moved.length > 0 ? { instead: moved } : {}) }, key)
  // A date that was free and is not any more is news; one that never was is not.
  const not = done.items
    .filter(one => one.outcome === 'clash' && wanted.has(one.startsAt))
    .map(one => ({ startsAt: one.startsAt, why: whyNot(one) }))
  return { booked: done.booked, not }
}
