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
import { holdingOn, problemOf, type Session, slotsIn, weekOf } from './week.ts'
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
  const [chosen, setChosen] = useState(() => holdingOn(all, today()) ?? all[0])
  const [week, setWeek] = useState<Session[]>(() => weekOf(chosen))
  const [from, setFrom] = useState(() => beginOf(chosen))
  const [monday, setMonday] = useState(() => addDays(today(), 1 - weekdayOf(today())))
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const clinic = useQuery(clinicQuery)
  const absences = useQuery(absencesOf(staffId, monday))
  const closures = useQuery(closuresSince(monday))
  const usual = clinic.data?.policies.slotMinutes ?? 15
  const changed = JSON.stringify(week) !== JSON.stringify(weekOf(chosen))

  const days = [1, 2, 3, 4, 5, 6, 7].map(weekday => {
    const date = addDays(monday, weekday - 1)
    const off = [...(absences.data?.items ?? []), ...(closures.data?.items ?? [])]
    const sessions = week.filter(one => one.weekday === weekday)
    const gaps = gapsOn(date, off)
    return { weekday, date, gaps, slots: slotsIn(sessions, gaps, usual) }
  })
  const total = days.reduce((sum, day) => sum + day.slots, 0)

  const choose = (next: Availability | undefined) => {
    setChosen(next)
    setWeek(weekOf(next))
    setFrom(beginOf(next))
    setTrouble(null)
  }

  const save = async () => {
    const wrong = problemOf(week)
    if (wrong) return setTrouble(t(wrong.kind, { day: dayName(wrong.weekday) }))
    if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return setTrouble(t('dateNeeded'))
    const replaces = all.find(one => one.validFrom === from)
    setBusy(true)
    setTrouble(null)
    try {
      const body = { weekly: week, ...(replaces?.validTo ? { validTo: replaces.validTo } : {}) }
      const saved = await setAvailability(staffId, from, body, replaces?.version)
      choose(saved)
      toast(t('hoursSaved', { date: plainDate(saved.validFrom) }))
    } catch (error) {
      setTrouble(problemText(asProblem(error)))
    } finally {
      setBusy(false)
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
            value={chosen?.validFrom ?? ''}
            data={all.map(one => ({
              value: one.validFrom,
              label: t('validSince', { date: plainDate(one.validFrom) }),
            }))}
            onChange={event => choose(all.find(one => one.validFrom === event.currentTarget.value))}
          />
        )}
        {all.length === 1 && chosen && <span>{t('validSince', { date: plainDate(chosen.validFrom) })}</span>}
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
        <DayRows week={week} change={mayChange ? setWeek : null} usual={usual} />
      </div>
      {trouble && (
        <Alert color="red" variant="light" role="alert" my="sm">
          {trouble}
        </Alert>
      )}
      {mayChange && (
        <div className="hours-foot">
          <DateField label={t('holdsFrom')} value={from} onChange={setFrom} />
          <Button loading={busy} onClick={() => void save()}>
            {t('saveHours')}
          </Button>
          {changed && (
            <Button variant="subtle" color="gray" onClick={() => choose(chosen)}>
              {t('discard')}
            </Button>
          )}
          {chosen && all.length > 1 && !changed && (
            <Button variant="subtle" color="gray" onClick={() => void remove(chosen)}>
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
function beginOf(chosen: Availability | undefined): string {
  return chosen && chosen.validFrom > today() ? chosen.validFrom : today()
}
