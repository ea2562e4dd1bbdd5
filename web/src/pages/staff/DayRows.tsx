import { Button, Menu, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../i18n/staff.ts'
import { readTime, type Session, timeOf, withDayCopied } from './week.ts'
import { dayName } from './weekday.ts'

interface Props {
  week: Session[]
  change: ((week: Session[]) => void) | null
  usualSlot: number
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** The week in fields: every session of every day, by keys. */
export function DayRows({ week, change, usualSlot }: Props) {
  return (
    <ul className="day-rows">
      {weekdays.map(weekday => (
        <DayRow key={weekday} weekday={weekday} week={week} change={change} usualSlot={usualSlot} />
      ))}
    </ul>
  )
}

function DayRow({ weekday, week, change, usualSlot }: Props & { weekday: number }) {
  const name = dayName(weekday)
  const daySessions = week.flatMap((session, at) => (session.weekday === weekday ? [{ session, at }] : []))
  const add = () => {
    const last = daySessions.at(-1)?.session
    const from = last ? Math.min(22, Number(last.to.slice(0, 2)) + 1) * 60 : 8 * 60
    change?.([...week, { weekday, from: timeOf(from), to: timeOf(Math.min(1440, from + (last ? 120 : 240))) }])
  }
  const set = (at: number, part: Partial<Session>) =>
    change?.(week.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <li>
      <b>{name}</b>
      <div className="day-sessions">
        {daySessions.length === 0 && <span className="staff-dim">{t('free')}</span>}
        {daySessions.map(({ session, at }) =>
          change ? (
            <div key={`${weekday} ${at}`} className="day-session">
              <TimeField label={t('fromOf', { day: name })} value={session.from} set={from => set(at, { from })} />
              <span aria-hidden>–</span>
              <TimeField label={t('toOf', { day: name })} value={session.to} set={to => set(at, { to })} />
              <TextInput
                aria-label={t('slotOf', { day: name })}
                className="day-slot"
                inputMode="numeric"
                placeholder={String(usualSlot)}
                rightSection={<small>{t('min')}</small>}
                value={session.slotMinutes ?? ''}
                onChange={event => {
                  const minutes = Number(event.currentTarget.value)
                  set(at, { slotMinutes: minutes >= 1 && minutes <= 480 ? minutes : undefined })
                }}
              />
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={t('removeSession', { day: name, from: session.from })}
                onClick={() => change(week.filter((_, i) => i !== at))}
              >
                ✕
              </Button>
            </div>
          ) : (
            <span key={`${weekday} ${at}`}>
              {session.from}–{session.to} <small>{t('minutes', { count: session.slotMinutes ?? usualSlot })}</small>
            </span>
          ),
        )}
      </div>
      {change && (
        <div className="day-actions">
          <Button variant="subtle" size="compact-sm" aria-label={t('addSessionOn', { day: name })} onClick={add}>
            {t('addSession')}
          </Button>
          {daySessions.length > 0 && (
            <Menu withinPortal position="bottom-end">
              <Menu.Target>
                <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('copyOf', { day: name })}>
                  {t('copy')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  onClick={() =>
                    change(
                      withDayCopied(
                        week,
                        weekday,
                        [1, 2, 3, 4, 5].filter(day => day !== weekday),
                      ),
                    )
                  }
                >
                  {t('toWeekdays')}
                </Menu.Item>
                <Menu.Item
                  onClick={() =>
                    change(
                      withDayCopied(
                        week,
                        weekday,
                        weekdays.filter(day => day !== weekday),
                      ),
                    )
                  }
                >
                  {t('toAll')}
                </Menu.Item>
                <Menu.Divider />
                {weekdays
                  .filter(day => day !== weekday)
                  .map(day => (
                    <Menu.Item key={day} onClick={() => change(withDayCopied(week, weekday, [day]))}>
                      {dayName(day)}
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
    </li>
  )
}

/** A time typed as people write it: 8, 8.30, 0830. It counts when the field is left. */
function TimeField({ label, value, set }: { label: string; value: string; set: (time: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const unclear = typed !== null && readTime(typed) === null
  return (
    <TextInput
      aria-label={label}
      className="day-time"
      autoComplete="off"
      value={typed ?? value}
      error={unclear}
      onChange={event => setTyped(event.currentTarget.value)}
      onBlur={() => {
        const time = typed === null ? null : readTime(typed)
        if (time !== null) set(time)
        setTyped(null)
      }}
    />
  )
}
