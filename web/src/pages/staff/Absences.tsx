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
import { Hits } from './AffectedVisits.tsx'
import { PeriodFields, periodInWords, periodOf, type TypedPeriod } from './Period.tsx'
import { useHits } from './useAffectedVisits.ts'

const blank: TypedPeriod = { from: '', to: '', fromTime: '', toTime: '', whole: true }

type Stretch = Pick<Absence, 'startsAt' | 'endsAt'>

/** When somebody is away, from today on, and what becomes of the visits in that time. */
export function Absences({ staffId, mayChange }: { staffId: string; mayChange: boolean }) {
  const found = useQuery(absencesOf(staffId, today()))
  const [shown, setShown] = useState<Stretch | null>(null)
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
      <QueryContent query={found} rows={2}>
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
                    <Button variant="subtle" size="compact-sm" onClick={() => setShown(one)}>
                      {words('showHits')}
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
      {shown && (
        <section aria-label={words('whichVisits', { when: periodInWords(shown) })}>
          <h3 className="staff-h">{words('whichVisits', { when: periodInWords(shown) })}</h3>
          <HitsOf key={shown.startsAt} staffId={staffId} span={shown} done={() => setShown(null)} />
        </section>
      )}
      {mayChange && <Add staffId={staffId} />}
    </section>
  )
}

function HitsOf({ staffId, span, done }: { staffId: string; span: Stretch; done: () => void }) {
  const hits = useHits(staffId, span)
  return <Hits hits={hits} done={done} />
}

/** The visits that the absence would hit stand below as soon as its days are typed; what is agreed for them moves with the same press. */
function Add({ staffId }: { staffId: string }) {
  const [period, setPeriod] = useState(blank)
  const [reason, setReason] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [typed] = useDebouncedValue(period, 400)
  const [saved, setSaved] = useState<Stretch | null>(null)
  const span = saved ?? periodOf(typed)
  const hits = useHits(staffId, span)
  const save = async () => {
    const now = periodOf(period)
    if (!now) return setTrouble(t('periodNeeded'))
    setBusy(true)
    setTrouble(null)
    try {
      await addAbsence(staffId, { ...now, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      setSaved(now)
      setPeriod(blank)
      setReason('')
      await hits.move()
    } catch (error) {
      setTrouble(problemText(asProblem(error)))
    } finally {
      setBusy(false)
    }
  }
  const addWords = hits.agreed > 0 && !saved ? t('addAndMove', { count: hits.agreed }) : t('addAbsence')
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
            hits.forget()
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
          checked={period.whole}
          onChange={event => setPeriod({ ...period, whole: event.currentTarget.checked })}
        />
        <Button type="submit" variant="light" loading={busy}>
          {addWords}
        </Button>
        {trouble && (
          <span role="alert" className="off-trouble">
            {trouble}
          </span>
        )}
      </form>
      {span && (
        <Hits
          hits={hits}
          move={saved ? undefined : { label: addWords, run: save }}
          done={() => {
            setSaved(null)
            hits.forget()
          }}
        />
      )}
    </>
  )
}
