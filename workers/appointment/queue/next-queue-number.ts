import { sql } from 'drizzle-orm'

/** SQL for the next queue number of the clinic's day. Chosen inside the write; the unique index `appointment_queue_number` refuses one that two would get. */
export function nextQueueNumber(clinicId: string, date: string) {
  return sql<number>`(SELECT coalesce(max(q.queue_number), 0) + 1 FROM appointment q
    WHERE q.clinic_id = ${clinicId} AND q.queue_date = ${date})`
}
