import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import { type Absence, absencesOf, addAbsence, removeAbsence } from '../../api/staffing.ts'
import { t as common } from '../../i18n/common.ts'
import { says } from '../../i18n/problems.ts'
import { t } from '../../i18n/staff.ts'
import { today } from '../../i18n/time.ts'
import { Loaded } from '../../parts/faces.tsx'
import { toastProblem, undoable } from '../../parts/toast.tsx'
import { PeriodFields, periodInWords, periodOf, type TypedPeriod } from './Period.tsx'

const blank: TypedPeriod = { from: '', to: '', fromTime: '', toTime: '', whole: true }

/** When somebody is away, from today on. */
export function Absences({ staffId, mayChange }: { staffId: string; mayChange: boolean }) {
  const found = useQuery(absencesOf(staffId, today()))
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
      <Loaded query={found} rows={2}>
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
      </Loaded>
      {mayChange && <Add staffId={staffId} />}
    </section>
  )
}

function Add({ staffId }: { staffId: string }) {
  const [period, setPeriod] = useState(blank)
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    const span = periodOf(period)
    if (!span) return setTrouble(t('periodNeeded'))
    setBusy(true)
    setTrouble(null)
    try {
      await addAbsence(staffId, { ...span, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      setPeriod(blank)
      setReason('')
    } catch (error) {
      setTrouble(says(asProblem(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="off-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <PeriodFields period={period} change={setPeriod} />
      <TextInput
        label={`${t('reason')} (${common('optional')})`}
        value={reason}
        maxLength={200}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <Checkbox
        label={t('wholeDays')}
        checked={period.whole}
        onChange={event => setPeriod({ ...period, whole: event.currentTarget.checked })}
      />
      <Button type="submit" variant="light" loading={busy}>
        {t('addAbsence')}
      </Button>
      {trouble && (
        <span role="alert" className="off-trouble">
          {trouble}
        </span>
      )}
    </form>
  )
}
