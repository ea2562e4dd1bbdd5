import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { boardOf, hoursOf, rooms } from '../../api/desk.ts'
import { type RoomOnBoard, roomsOn } from '../../api/queue.ts'
import { t } from '../../i18n/day.ts'
import { instantOf } from '../../i18n/time.ts'
import { type Blocked, type Column, roomless } from './calendarEvents.ts'
import { rangeOf } from './dateRange.ts'
import { passes } from './filters.ts'
import type { DayPlace, Span } from './scheduleUrl.ts'
import { doctorsOf } from './visitRules.ts'

/** The times of a day in which rooms are out of use; one that is so for good has no visits to be drawn over. */
function blockedIn(shown: readonly RoomOnBoard[]): Blocked[] {
  return shown.flatMap(({ id, maintenance }) =>
    maintenance?.startsAt && maintenance.endsAt
      ? { column: id, startsAt: maintenance.startsAt, endsAt: maintenance.endsAt, reason: maintenance.reason ?? '' }
      : [],
  )
}

/** Everything that the schedule shows of these days: all visits, those that pass the filter, and the columns they stand in. */
export function useSchedule(place: DayPlace, span: Span) {
  const range = rangeOf(span, place.date)
  const board = useQuery({ ...boardOf(range.from, range.to), placeholderData: before => before })
  const hours = useQuery(hoursOf(range.from, range.to))
  const byRoom = place.by === 'room' && span === 'day'
  const places = useQuery({ ...rooms, enabled: byRoom })
  const outOfUse = useQuery({ ...roomsOn(instantOf(place.date)), enabled: byRoom })
  const all = board.isPlaceholderData ? [] : (board.data?.items ?? [])
  const visits = all.filter(visit => passes(visit, place))
  const everyone = doctorsOf(hours.data, all)

  const here = everyone.filter(doctor => doctor.here)
  const chosen = everyone.filter(doctor => place.staff.includes(doctor.id))
  const doctors = chosen.length > 0 ? chosen : here.length > 0 ? here : everyone
  const ofRooms = (): Column[] => {
    const named = (places.data?.items ?? [])
      .filter(({ id }) => place.room.length === 0 || place.room.includes(id))
      .map(({ id, number }) => ({ id, name: number }))
    return visits.some(visit => !visit.room) ? [...named, { id: roomless, name: t('noRoom') }] : named
  }
  const columns: Column[] = byRoom ? ofRooms() : doctors
  const blocked = useMemo(() => blockedIn(outOfUse.data?.items ?? []), [outOfUse.data])
  return { range, board, hours, all, visits, everyone, doctors, columns, blocked }
}
