import type { Appointment, BoardRow } from '../../api/desk.ts'
import { t } from '../../i18n/day.ts'
import { clock, minutesBetween, shortDay } from '../../i18n/time.ts'
import { undoable } from '../../parts/toast.tsx'
import { changeNow } from './steps/useStep.ts'
import { patientName } from './visitRules.ts'

export interface VisitMove {
  /** The doctor stays where nothing is said. */
  staffId?: string | undefined
  /** Null takes it out of its room. */
  roomId?: string | null | undefined
  startsAt: string
  minutes: number
}

/** Only what changes is sent. */
function patchOf(visit: BoardRow, to: VisitMove): Partial<VisitMove> {
  return {
    ...(!to.staffId || to.staffId === visit.staff?.id ? {} : { staffId: to.staffId }),
    ...(to.roomId === undefined || to.roomId === (visit.room?.id ?? null) ? {} : { roomId: to.roomId }),
    ...(to.startsAt === visit.startsAt ? {} : { startsAt: to.startsAt }),
    ...(to.minutes === minutesBetween(visit.startsAt, visit.endsAt) ? {} : { minutes: to.minutes }),
  }
}

/**
 * Move a visit, with eight seconds to take it back.
 *
 * @throws the Problem of a refusal: nothing was moved.
 */
export async function moveVisit(visit: BoardRow, to: VisitMove, overbookReason?: string): Promise<Appointment> {
  const patch = patchOf(visit, to)
  const shown = { startsAt: to.startsAt, endsAt: new Date(Date.parse(to.startsAt) + to.minutes * 60_000).toISOString() }
  const overbook = overbookReason ? { overbook: { reason: overbookReason } } : {}
  const moved = await changeNow(visit, { ...patch, ...overbook }, shown)
  const words = { name: patientName(moved), day: shortDay(moved.startsAt), time: clock(moved.startsAt) }
  undoable(t('didMove', words), () =>
    changeNow(moved, {
      startsAt: visit.startsAt,
      minutes: minutesBetween(visit.startsAt, visit.endsAt),
      ...(visit.staff ? { staffId: visit.staff.id } : {}),
      ...('roomId' in patch ? { roomId: visit.room?.id ?? null } : {}),
      ...(overbookReason && !visit.overbooked ? { overbook: null } : {}),
    }),
  )
  return moved
}
