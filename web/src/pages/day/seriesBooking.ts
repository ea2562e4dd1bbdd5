import { type BookSeries, bookSeries, type Series } from '../../api/booking.ts'
import { book } from '../../api/desk.ts'
import { asProblem } from '../../api/problem.ts'
import { says } from '../../i18n/problems.ts'
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
 * Books a series, and what was chosen instead of its impossible dates as single visits.
 *
 * @throws the Problem of the series itself: then nothing was booked.
 */
export async function bookDates(
  form: BookingForm,
  shown: Series,
  instead: Record<string, Alternative>,
  key: string,
): Promise<{ booked: number; not: NotBooked[] }> {
  const wasFree = new Set(shown.items.filter(one => one.outcome === 'free').map(one => one.startsAt))
  const done = await bookSeries(seriesOf(form), key)
  // A date that was free and is not any more is news; one that never was is not.
  const not = done.items
    .filter(one => one.outcome === 'clash' && wasFree.has(one.startsAt))
    .map(one => ({ startsAt: one.startsAt, why: whyNot(one) }))
  let booked = done.booked
  for (const { startsAt, staffId } of Object.values(instead)) {
    const { overbook: _, ...visit } = bodyOf(form)
    try {
      await book({ ...visit, startsAt, staffId }, crypto.randomUUID())
      booked += 1
    } catch (error) {
      not.push({ startsAt, why: says(asProblem(error)) })
    }
  }
  return { booked, not }
}
