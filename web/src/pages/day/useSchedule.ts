import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type BoardRow, boardOf, hoursOf, rooms } from '../../api/desk.ts'
import { type RoomOnBoard, roomsOn } from '../../api/queue.ts'
import { t } from '../../i18n/day.ts'
import { instantOf } from '../../i18n/time.ts'
import { type Blocked, type Column, noRoomColumn } from './calendarEvents.ts'
import { rangeOf } from './dateRange.ts'
import { passesFilters } from './filters.ts'
import type { ScheduleState, Span } from './scheduleUrl.ts'
import { useShownVisits } from './steps/pending.ts'
import { doctorsOf } from './visitRules.ts'

const none: BoardRow[] = []

/** The times of a day in which rooms are out of use; a room that is out of use for good has no visits. */
function maintenanceTimes(roomsOnBoard: readonly RoomOnBoard[]): Blocked[] {
  return roomsOnBoard.flatMap(({ id, maintenance }) =>
    maintenance?.startsAt && maintenance.endsAt
      ? { column: id, startsAt: maintenance.startsAt, endsAt: maintenance.endsAt, reason: maintenance.reason ?? '' }
      : [],
  )
}

/** Everything that the schedule shows of these days: all visits, those that pass the filter, and the columns they stand in. */
export function useSchedule(state: ScheduleState, span: Span) {
  const range = rangeOf(span, state.date)
  const board = useQuery({ ...boardOf(range.from, range.to), placeholderData: before => before })
  const hours = useQuery(hoursOf(range.from, range.to))
  const byRoom = state.by === 'room' && span === 'day'
  const roomsQuery = useQuery({ ...rooms, enabled: byRoom })
  const roomsOnDay = useQuery({ ...roomsOn(instantOf(state.date)), enabled: byRoom })
  const allVisits = useShownVisits(board.isPlaceholderData ? none : (board.data?.items ?? none))
  const visits = allVisits.filter(visit => passesFilters(visit, state))
  const allDoctors = doctorsOf(hours.data, allVisits)

  const onDuty = allDoctors.filter(doctor => doctor.onDuty)
  const filtered = allDoctors.filter(doctor => state.staff.includes(doctor.id))
  const doctors = filtered.length > 0 ? filtered : onDuty.length > 0 ? onDuty : allDoctors
  const roomColumns = (): Column[] => {
    const roomList = (roomsQuery.data?.items ?? [])
      .filter(({ id }) => state.room.length === 0 || state.room.includes(id))
      .map(({ id, number }) => ({ id, name: number }))
    return visits.some(visit => !visit.room) ? [...roomList, { id: noRoomColumn, name: t('noRoom') }] : roomList
  }
  const columns: Column[] = byRoom ? roomColumns() : doctors
  const blocked = useMemo(() => maintenanceTimes(roomsOnDay.data?.items ?? []), [roomsOnDay.data])
  return { range, board, hours, allVisits, visits, allDoctors, doctors, columns, blocked }
}
