import { sql } from 'drizzle-orm'

/** SQL for the session's room; null where the room is removed or under maintenance, so that the visit has no room. */
export function usableRoom(clinicId: string, roomId: string | undefined) {
  if (roomId === undefined) return null
  return sql<string | null>`(SELECT r.id FROM room r WHERE r.id = ${roomId} AND r.clinic_id = ${clinicId}
    AND r.removed_at IS NULL AND r.maintenance = 0)`
}
