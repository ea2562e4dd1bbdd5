import './hours.css'
import { Alert, Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import {
  type Availability,
  absencesOf,
  availabilityOf,
  clinicQuery,
  closuresSince,
  removeAvailability,
  setAvailability,
} from '../../api/staff.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/staff.ts'
import { addDays, plainDate, today, weekdayOf } from '../../i18n/time.ts'
import { DateField } from '../../parts/DateField.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem, undoable } from '../../parts/toast.tsx'
import { DayRows } from './DayRows.tsx'
import { gapsOn } from './gaps.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { availabilityOn, problemOf, type Session, slotsIn, weekOf } from './week.ts'
import { dayName } from './weekday.ts'

interface Props {
  staffId: string
  mayChange: boolean
}

export function HoursEditor(props: Props) {
  const all = useQuery(availabilityOf(props.staffId))
  return (
    <section className="hours" aria-label={t('hours')}>
      <h2 className="staff-h">{t('hours')}</h2>
      <QueryContent query={all} rows={6}>
        {({ items }) => <Editor {...props} all={items} />}
      </QueryContent>
    </section>
  )
}

/** Weekly hours, the absences of one week on the same picture, and how many times to book come of it. */
function Editor({ staffId, mayChange, all }: Props & { all: Availability[] }) {
  const [selected, setSelected] = useState(() => availabilityOn(all, today()) ?? all[0])
  const [week, setWeek] = useState<Session[]>(() => weekOf(selected))
  const [from, setFrom] = useState(() => startDateOf(selected))
  const [monday, setMonday] = useState(() => addDays(today(), 1 - weekdayOf(today())))
  const [errorText, setErrorText] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const clinic = useQuery(clinicQuery)
  const absences = useQuery(absencesOf(staffId, monday))
  const closures = useQuery(closuresSince(monday))
  const usualSlot = clinic.data?.policies.slotMinutes ?? 15
  const changed = JSON.stringify(week) !== JSON.stringify(weekOf(selected))

  const days = [1, 2, 3, 4, 5, 6, 7].map(weekday => {
    const date = addDays(monday, weekday - 1)
    const timesOff = [...(absences.data?.items ?? []), ...(closures.data?.items ?? [])]
    const sessions = week.filter(one => one.weekday === weekday)
    const gaps = gapsOn(date, timesOff)
    return { weekday, date, gaps, slots: slotsIn(sessions, gaps, usualSlot) }
  })
  const total = days.reduce((sum, day) => sum + day.slots, 0)

  const choose = (next: Availability | undefined) => {
    setSelected(next)
    setWeek(weekOf(next))
    setFrom(startDateOf(next))
    setErrorText(null)
  }

  const save = async () => {
    const problem = problemOf(week)
    if (problem) return setErrorText(t(problem.kind, { day: dayName(problem.weekday) }))
    if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return setErrorText(t('dateNeeded'))
    const replaces = all.find(one => one.validFrom === from)
    setSaving(true)
    setErrorText(null)
    try {
      const body = { weekly: week, ...(replaces?.validTo ? { validTo: replaces.validTo } : {}) }
      const saved = await setAvailability(staffId, from, body, replaces?.version)
      choose(saved)
      toast(t('hoursSaved', { date: plainDate(saved.validFrom) }))
    } catch (error) {
      setErrorText(problemText(asProblem(error)))
    } finally {
      setSaving(false)
    }
  }

  const remove = async (one: Availability) => {
    try {
      await removeAvailability(one)
      choose(all.find(other => other.validFrom !== one.validFrom))
      undoable(t('hoursRemoved', { date: plainDate(one.validFrom) }), () =>
        setAvailability(staffId, one.validFrom, {
          weekly: one.weekly,
          ...(one.validTo ? { validTo: one.validTo } : {}),
        }),
      )
    } catch (error) {
      toastProblem(error)
    }
  }

  return (
    <>
      <div className="hours-bar">
        {all.length > 1 && (
          <NativeSelect
            aria-label={t('whichHours')}
            value={selected?.validFrom ?? ''}
            data={all.map(one => ({
              value: one.validFrom,
              label: t('validSince', { date: plainDate(one.validFrom) }),
            }))}
            onChange={event => choose(all.find(one => one.validFrom === event.currentTarget.value))}
          />
        )}
        {all.length === 1 && selected && <span>{t('validSince', { date: plainDate(selected.validFrom) })}</span>}
        {all.length === 0 && <span>{t('noHours')}</span>}
        <span className="hours-week">
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('weekBefore')}
            onClick={() => setMonday(addDays(monday, -7))}
          >
            ‹
          </Button>
          {t('weekOf', { date: plainDate(monday) })}
          <Button
            variant="default"
            size="compact-md"
            aria-label={t('weekAfter')}
            onClick={() => setMonday(addDays(monday, 7))}
          >
            ›
          </Button>
        </span>
        <strong role="status">{t('slots', { count: total })}</strong>
      </div>
      <div className="hours-both">
        <WeekGrid week={week} days={days} change={mayChange ? setWeek : null} />
        <DayRows week={week} change={mayChange ? setWeek : null} usualSlot={usualSlot} />
      </div>
      {errorText && (
        <Alert color="red" variant="light" role="alert" my="sm">
          {errorText}
        </Alert>
      )}
      {mayChange && (
        <div className="hours-foot">
          <DateField label={t('holdsFrom')} value={from} onChange={setFrom} />
          <Button loading={saving} onClick={() => void save()}>
            {t('saveHours')}
          </Button>
          {changed && (
            <Button variant="subtle" color="gray" onClick={() => choose(selected)}>
              {t('discard')}
            </Button>
          )}
          {selected && all.length > 1 && !changed && (
            <Button variant="subtle" color="gray" onClick={() => void remove(selected)}>
              {t('removeHours')}
            </Button>
          )}
          <p className="staff-dim">{changed ? t('unsaved') : t('holdsFromHelp')}</p>
        </div>
      )}
    </>
  )
}

/** Hours that hold already are not rewritten: a change begins today, unless the person says otherwise. */
function startDateOf(selected: Availability | undefined): string {
  return selected && selected.validFrom > today() ? selected.validFrom : today()
}
