import type { Appointment, ChangeAppointment } from '../../../workers/appointment/visits/contract.ts'

/**
 * Whether a change whose answer was lost was taken after all: the visit is one version further, and stands as the change wanted it. Another
 * person's change that wants the same is as good.
 */
export function wasTaken(
  now: Pick<Appointment, 'version' | 'startsAt' | 'minutes' | 'staff' | 'room' | 'reason'>,
  version: number,
  { startsAt, minutes, staffId, roomId, reason, scope, ...others }: ChangeAppointment,
): boolean {
  const { overbook: _, holdId: _hold, ...unknown } = others
  // Of several visits, or of what is not compared here, nothing is said.
  if ((scope && scope !== 'one') || Object.keys(unknown).length > 0) return false
  return (
    now.version === version + 1 &&
    (startsAt === undefined || Date.parse(now.startsAt) === Date.parse(startsAt)) &&
    (minutes === undefined || now.minutes === minutes) &&
    (staffId === undefined || now.staff?.id === staffId) &&
    (roomId === undefined || (now.room?.id ?? null) === roomId) &&
    (reason === undefined || (now.reason ?? null) === reason)
  )
}
