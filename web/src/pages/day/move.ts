import type { BoardRow } from '../../api/desk.ts'
import { type Appointment, change } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { clock, minutesBetween, shortDay } from '../../i18n/time.ts'
import { undoable } from '../../parts/toast.tsx'
import { patientName } from './visits.ts'

export interface Where {
  staffId: string
  startsAt: string
  minutes: number
}

/** Only what changes is sent. */
function patchOf(visit: BoardRow, to: Where): Partial<Where> {
  return {
    ...(to.staffId === visit.staff?.id ? {} : { staffId: to.staffId }),
    ...(to.startsAt === visit.startsAt ? {} : { startsAt: to.startsAt }),
    ...(to.minutes === minutesBetween(visit.startsAt, visit.endsAt) ? {} : { minutes: to.minutes }),
  }
}

/**
 * Move a visit, with eight seconds to take it back.
 *
 * @throws the Problem of a refusal: nothing was moved.
 */
export async function moveVisit(visit: BoardRow, to: Where, overbookReason?: string): Promise<Appointment> {
  const patch = patchOf(visit, to)
  const moved = await change(visit, { ...patch, ...(overbookReason ? { overbook: { reason: overbookReason } } : {}) })
  const words = { name: patientName(moved), day: shortDay(moved.startsAt), time: clock(moved.startsAt) }
  undoable(t('didMove', words), () =>
    change(moved, {
      startsAt: visit.startsAt,
      minutes: minutesBetween(visit.startsAt, visit.endsAt),
      ...(visit.staff ? { staffId: visit.staff.id } : {}),
      ...(overbookReason && !visit.overbooked ? { overbook: null } : {}),
    }),
  )
  return moved
}
