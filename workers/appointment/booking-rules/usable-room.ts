import { sql } from 'drizzle-orm'

/** The session's room, if it can be used: one that is gone or under maintenance leaves the visit without a room. */
export function usableRoom(clinicId: string, roomId: string | undefined) {
  if (roomId === undefined) return null
  return sql<string | null>`(SELECT r.id FROM room r WHERE r.id = ${roomId} AND r.clinic_id = ${clinicId}
    AND r.removed_at IS NULL AND r.maintenance = 0)`
}
