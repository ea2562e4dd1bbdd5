import { sql } from 'drizzle-orm'

/** The next number of the clinic's day, to be chosen inside the write: 1, 2, 3 … without gap or repeat, however many come at once. */
export function nextQueueNumber(clinicId: string, date: string) {
  return sql<number>`(SELECT coalesce(max(q.queue_number), 0) + 1 FROM appointment q
    WHERE q.clinic_id = ${clinicId} AND q.queue_date = ${date})`
}
