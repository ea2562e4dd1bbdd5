import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../api/problem.ts'
import { addOpening, type Opening, openingsOf, removeOpening } from '../../api/staff.ts'
import { t as words } from '../../i18n/booking.ts'
import { t as common } from '../../i18n/common.ts'
import { problemText } from '../../i18n/problems.ts'
import { t } from '../../i18n/staff.ts'
import { today } from '../../i18n/time.ts'
import { DateField } from '../../parts/DateField.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem, undoable } from '../../parts/toast.tsx'
import { periodInWords, periodOf } from './Period.tsx'

const blank = { date: '', from: '', to: '' }

/** Days on which somebody works besides the weekly hours, from today on. */
export function Openings({ staffId, mayChange }: { staffId: string; mayChange: boolean }) {
  const openings = useQuery(openingsOf(staffId, today()))
  const remove = async (one: Opening) => {
    try {
      const { hit: affected } = await removeOpening(one)
      const { startsAt, endsAt, reason } = one
      undoable(t('openingRemoved'), () => addOpening(staffId, { startsAt, endsAt, ...(reason ? { reason } : {}) }))
      if (affected.length > 0) toast(words('affected', { count: affected.length }))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <section className="absences" aria-label={t('openings')}>
      <h2 className="staff-h">{t('openings')}</h2>
      <QueryContent query={openings} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="staff-dim">{t('noOpenings')}</p>
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
      </QueryContent>
      {mayChange && <AddOpening staffId={staffId} />}
    </section>
  )
}

function AddOpening({ staffId }: { staffId: string }) {
  const [typed, setTyped] = useState(blank)
  const [reason, setReason] = useState('')
  const [errorText, setErrorText] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    const { date, from, to } = typed
    const span = periodOf({ from: date, to: date, fromTime: from, toTime: to, wholeDays: false })
    if (!span) return setErrorText(t('openingNeeded'))
    setSaving(true)
    setErrorText(null)
    try {
      await addOpening(staffId, { ...span, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      setTyped(blank)
      setReason('')
    } catch (error) {
      setErrorText(problemText(asProblem(error)))
    } finally {
      setSaving(false)
    }
  }
  const time = (field: 'from' | 'to') => (
    <TextInput
      label={t(field === 'from' ? 'fromTime' : 'toTime')}
      placeholder={field === 'from' ? '09:00' : '12:00'}
      value={typed[field]}
      onChange={event => setTyped({ ...typed, [field]: event.currentTarget.value })}
    />
  )
  return (
    <form
      className="off-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <DateField label={t('openingDay')} value={typed.date} onChange={date => setTyped({ ...typed, date })} />
      {time('from')}
      {time('to')}
      <TextInput
        label={`${t('reason')} (${common('optional')})`}
        value={reason}
        maxLength={200}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="light" loading={saving}>
        {t('addOpening')}
      </Button>
      {errorText && (
        <span role="alert" className="off-trouble">
          {errorText}
        </span>
      )}
    </form>
  )
}
