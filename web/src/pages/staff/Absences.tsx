import { Button, Checkbox, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import { type Absence, absencesOf, addAbsence, removeAbsence } from '../../api/staff.ts'
import { t as words } from '../../i18n/booking.ts'
import { t as common } from '../../i18n/common.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/staff.ts'
import { today } from '../../i18n/time.ts'
import { QueryContent } from '../../parts/query-states.tsx'
import { toastProblem, undoable } from '../../parts/toast.tsx'
import { AffectedVisits } from './AffectedVisits.tsx'
import { PeriodFields, periodInWords, periodOf, type TypedPeriod } from './Period.tsx'
import { useAffectedVisits } from './useAffectedVisits.ts'

const blank: TypedPeriod = { from: '', to: '', fromTime: '', toTime: '', wholeDays: true }

type Span = Pick<Absence, 'startsAt' | 'endsAt'>

/** When somebody is away, from today on, and what becomes of the visits in that time. */
export function Absences({ staffId, mayChange }: { staffId: string; mayChange: boolean }) {
  const absences = useQuery(absencesOf(staffId, today()))
  const [selected, setSelected] = useState<Span | null>(null)
  const remove = async (one: Absence) => {
    try {
      await removeAbsence(one)
      const { startsAt, endsAt, reason } = one
      undoable(t('absenceRemoved'), () => addAbsence(staffId, { startsAt, endsAt, ...(reason ? { reason } : {}) }))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <section className="absences" aria-label={t('absences')}>
      <h2 className="staff-h">{t('absences')}</h2>
      <QueryContent query={absences} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="staff-dim">{t('noAbsences')}</p>
          ) : (
            <ul className="off-list">
              {items.map(one => (
                <li key={one.id}>
                  <span>{periodInWords(one)}</span>
                  <span className="staff-dim">{one.reason}</span>
                  {mayChange && (
                    <Button variant="subtle" size="compact-sm" onClick={() => setSelected(one)}>
                      {words('showAffected')}
                    </Button>
                  )}
                  {mayChange && (
                    <Button
                      variant="subtle"
                      color="gray"
                      size="compact-sm"
                      aria-label={t('removeOff', { when: periodInWords(one) })}
                      onClick={() => void remove(one)}
                    >
                      {t('remove')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryContent>
      {selected && (
        <section aria-label={words('whichVisits', { when: periodInWords(selected) })}>
          <h3 className="staff-h">{words('whichVisits', { when: periodInWords(selected) })}</h3>
          <AffectedVisitsOf
            key={selected.startsAt}
            staffId={staffId}
            span={selected}
            onDone={() => setSelected(null)}
          />
        </section>
      )}
      {mayChange && <AddAbsence staffId={staffId} />}
    </section>
  )
}

function AffectedVisitsOf({ staffId, span, onDone }: { staffId: string; span: Span; onDone: () => void }) {
  const affected = useAffectedVisits(staffId, span)
  return <AffectedVisits affected={affected} onDone={onDone} />
}

/** The affected visits are listed as soon as the days are typed; adding the absence also moves the agreed ones. */
function AddAbsence({ staffId }: { staffId: string }) {
  const [period, setPeriod] = useState(blank)
  const [reason, setReason] = useState('')
  const [errorText, setErrorText] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [debounced] = useDebouncedValue(period, 400)
  const [saved, setSaved] = useState<Span | null>(null)
  const span = saved ?? periodOf(debounced)
  const affected = useAffectedVisits(staffId, span)
  const save = async () => {
    const chosenSpan = periodOf(period)
    if (!chosenSpan) return setErrorText(t('periodNeeded'))
    setSaving(true)
    setErrorText(null)
    try {
      await addAbsence(staffId, { ...chosenSpan, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      setSaved(chosenSpan)
      setPeriod(blank)
      setReason('')
      await affected.move()
    } catch (error) {
      setErrorText(problemText(asProblem(error)))
    } finally {
      setSaving(false)
    }
  }
  const addLabel =
    affected.agreedCount > 0 && !saved ? t('addAndMove', { count: affected.agreedCount }) : t('addAbsence')
  return (
    <>
      <form
        className="off-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <PeriodFields
          period={period}
          change={next => {
            setPeriod(next)
            setSaved(null)
            affected.forget()
          }}
        />
        <TextInput
          label={`${t('reason')} (${common('optional')})`}
          value={reason}
          maxLength={200}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Checkbox
          label={t('wholeDays')}
          checked={period.wholeDays}
          onChange={event => setPeriod({ ...period, wholeDays: event.currentTarget.checked })}
        />
        <Button type="submit" variant="light" loading={saving}>
          {addLabel}
        </Button>
        {errorText && (
          <span role="alert" className="off-trouble">
            {errorText}
          </span>
        )}
      </form>
      {span && (
        <AffectedVisits
          affected={affected}
          move={saved ? undefined : { label: addLabel, run: save }}
          onDone={() => {
            setSaved(null)
            affected.forget()
          }}
        />
      )}
    </>
  )
}
