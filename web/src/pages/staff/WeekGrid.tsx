import { type PointerEvent, useRef, useState } from 'react'
import { t } from '../../i18n/staff.ts'
import { plainDate } from '../../i18n/time.ts'
import { type Gap, minutesOf, type Session, timeOf, withoutStretch, withStretch } from './week.ts'
import { dayName } from './weekday.ts'

interface Day {
  weekday: number
  date: string
  gaps: (Gap & { reason?: string })[]
  slots: number
}

interface PaintStroke {
  erase: boolean
  fromDay: number
  toDay: number
  from: number
  to: number
}

/** Minutes that one painted step covers, and its height. */
const step = 30
const pixels = 15

/** Earliest and latest minute shown: office hours, or as far as the sessions reach. */
function spanOf(week: Session[]): [number, number] {
  const first = Math.min(7 * 60, ...week.map(one => minutesOf(one.from)))
  const last = Math.max(20 * 60, ...week.map(one => minutesOf(one.to)))
  return [Math.floor(first / 60) * 60, Math.ceil(last / 60) * 60]
}

/**
 * The week as a picture to paint on: press on empty time to fill, on filled time to rub out, over several days at once. Fields beside it
 * say and change the same by keys, so that this is for the eye and the mouse alone.
 */
export function WeekGrid({
  week,
  days,
  change,
}: {
  week: Session[]
  days: Day[]
  change: ((week: Session[]) => void) | null
}) {
  const grid = useRef<HTMLDivElement>(null)
  const [paintStroke, setPaintStroke] = useState<PaintStroke | null>(null)
  const [start, end] = spanOf(week)
  const top = (minute: number) => ((Math.max(start, Math.min(end, minute)) - start) / step) * pixels

  const placeOf = (event: PointerEvent) => {
    const box = grid.current?.getBoundingClientRect()
    if (!box) return null
    const weekday = Math.min(7, Math.max(1, Math.floor(((event.clientX - box.left) / box.width) * 7) + 1))
    const minute = start + Math.floor((event.clientY - box.top) / pixels) * step
    return { weekday, minute: Math.min(end - step, Math.max(start, minute)) }
  }
  const down = (event: PointerEvent<HTMLDivElement>) => {
    // A finger scrolls the page; the fields are for it.
    if (!change || event.pointerType === 'touch' || event.button !== 0) return
    const place = placeOf(event)
    if (!place) return
    const { weekday, minute } = place
    const filled = week.some(
      one => one.weekday === weekday && minutesOf(one.from) <= minute && minutesOf(one.to) > minute,
    )
    event.currentTarget.setPointerCapture(event.pointerId)
    setPaintStroke({ erase: filled, fromDay: weekday, toDay: weekday, from: minute, to: minute })
  }
  const move = (event: PointerEvent) => {
    const place = paintStroke && placeOf(event)
    if (place) setPaintStroke({ ...paintStroke, toDay: place.weekday, to: place.minute })
  }
  const up = () => {
    if (!paintStroke || !change) return
    const { days: touched, from, to } = areaOf(paintStroke)
    const act = paintStroke.erase ? withoutStretch : withStretch
    change(touched.reduce((before, weekday) => act(before, weekday, from, to), week))
    setPaintStroke(null)
  }

  const area = paintStroke && areaOf(paintStroke)
  const hours = Array.from({ length: (end - start) / 60 }, (_, i) => start + i * 60)
  return (
    <div className="week" aria-hidden>
      <div className="week-head">
        {days.map(day => (
          <div key={day.weekday}>
            <b>{dayName(day.weekday).slice(0, 3)}</b>
            <span>{plainDate(day.date).replace(/ \d{4}$/, '')}</span>
            <small>{t('slotsShort', { count: day.slots })}</small>
          </div>
        ))}
      </div>
      <div className="week-hours">
        {hours.map(hour => (
          <span key={hour} style={{ height: (60 / step) * pixels }}>
            {timeOf(hour)}
          </span>
        ))}
      </div>
      <div
        ref={grid}
        className="week-grid"
        data-paint={change !== null}
        style={{ height: top(end), backgroundSize: `100% ${(60 / step) * pixels}px` }}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => setPaintStroke(null)}
      >
        {days.map(day => (
          <div key={day.weekday} className="week-day">
            {week
              .filter(one => one.weekday === day.weekday)
              .map(one => (
                <div
                  key={`${one.from} ${one.to}`}
                  className="week-session"
                  style={{ top: top(minutesOf(one.from)), height: top(minutesOf(one.to)) - top(minutesOf(one.from)) }}
                >
                  {one.from}–{one.to}
                </div>
              ))}
            {day.gaps.map(gap => (
              <div
                key={`${gap.from} ${gap.to}`}
                className="week-gap"
                title={gap.reason}
                style={{ top: top(gap.from), height: top(gap.to) - top(gap.from) }}
              >
                {gap.reason ?? t('absent')}
              </div>
            ))}
            {area?.days.includes(day.weekday) && (
              <div
                className={paintStroke?.erase ? 'week-stroke week-erase' : 'week-stroke'}
                style={{ top: top(area.from), height: top(area.to) - top(area.from) }}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

function areaOf({ fromDay, toDay, from, to }: PaintStroke) {
  const [first, last] = [Math.min(fromDay, toDay), Math.max(fromDay, toDay)]
  return {
    days: Array.from({ length: last - first + 1 }, (_, i) => first + i),
    from: Math.min(from, to),
    to: Math.max(from, to) + step,
  }
}
