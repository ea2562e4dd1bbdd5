import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Appointment, BoardRow } from '../../api/desk.ts'
import { change } from '../../api/desk.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock, minutesBetween, shortDay } from '../../i18n/time.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { undoable } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { BookingFields } from './BookingFields.tsx'
import { type BookingForm, type CheckedField, errorLines, missingIn, noRoom, startOf, timeOf } from './bookingForm.ts'
import type { VisitMove } from './moveVisit.ts'
import { RefusalNote } from './RefusalNote.tsx'
import { type Refusal, refusalOf } from './refusal.ts'
import { type Scope, ScopeField } from './ScopeField.tsx'
import { toastSeriesResult } from './steps/useStep.ts'
import { type Doctor, patientName } from './visitRules.ts'

function formOf(visit: BoardRow, requestedTime: VisitMove | undefined): BookingForm {
  return {
    patient: visit.patient,
    visitTypeId: visit.visitType?.id ?? '',
    staffId: requestedTime?.staffId ?? visit.staff?.id ?? '',
    ...timeOf(requestedTime?.startsAt ?? visit.startsAt),
    minutes: requestedTime?.minutes ?? minutesBetween(visit.startsAt, visit.endsAt),
    roomId: (requestedTime?.roomId === undefined ? visit.room?.id : requestedTime.roomId) ?? noRoom,
    mode: visit.mode,
    reason: visit.reason ?? '',
    assistantIds: visit.assistants?.map(({ id }) => id) ?? [],
    repeat: '',
    count: '',
    by: 'weekday',
    // A drop that was refused and shall be overbooked arrives with the question open.
    overbook: requestedTime !== undefined,
    overbookReason: '',
  }
}

/** The patch that makes one form of the other: only what was changed. */
function patchOf(before: BookingForm, now: BookingForm) {
  return {
    ...(startOf(before) === startOf(now) ? {} : { startsAt: startOf(now) }),
    ...(before.minutes === now.minutes ? {} : { minutes: Number(now.minutes) }),
    ...(before.staffId === now.staffId ? {} : { staffId: now.staffId }),
    ...(before.roomId === now.roomId ? {} : { roomId: !now.roomId || now.roomId === noRoom ? null : now.roomId }),
    ...(before.visitTypeId === now.visitTypeId ? {} : { visitTypeId: now.visitTypeId || null }),
    ...(before.mode === now.mode ? {} : { mode: now.mode }),
    ...(before.assistantIds.join() === now.assistantIds.join() ? {} : { assistantIds: now.assistantIds }),
    ...(before.reason.trim() === now.reason.trim() ? {} : { reason: now.reason.trim() || null }),
  }
}

interface Props {
  visit: BoardRow
  doctors: Doctor[]
  /** Where a refused drag wanted it. */
  requestedTime?: VisitMove | undefined
  onSaved: (visit: Appointment) => void
  cancel: () => void
}

/** Change a visit's time, doctor, room or reason; a refusal keeps what was typed. */
export function ChangeForm({ visit, doctors, requestedTime, onSaved, cancel }: Props) {
  const may = useMay()
  const [before] = useState(() => formOf(visit, undefined))
  const [form, setForm] = useState(() => formOf(visit, requestedTime))
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [missing, setMissing] = useState<Partial<Record<CheckedField, string>>>({})
  const [attempt, setAttempt] = useState(0)
  const [sending, setSending] = useState(false)
  const [scope, setScope] = useState<Scope>('one')
  const set = (part: Partial<BookingForm>) => {
    setForm(now => ({ ...now, ...part }))
    setRefusal(null)
  }

  const submit = async () => {
    const missingFields = missingIn(form)
    setMissing(missingFields)
    setAttempt(attempt + 1)
    if (Object.keys(missingFields).length > 0) return
    setSending(true)
    try {
      const patch = patchOf(before, form)
      const moved = await change(visit, {
        ...patch,
        ...(form.overbook ? { overbook: { reason: form.overbookReason.trim() } } : {}),
        ...(scope === 'one' ? {} : { scope }),
      })
      if (scope !== 'one') {
        toastSeriesResult(moved, 'didMany')
        return onSaved(moved)
      }
      const confirmation = { name: patientName(moved), day: shortDay(moved.startsAt), time: clock(moved.startsAt) }
      undoable(t('didMove', confirmation), () =>
        change(moved, { ...patchOf(form, before), ...(form.overbook && !visit.overbooked ? { overbook: null } : {}) }),
      )
      onSaved(moved)
    } catch (error) {
      setRefusal(refusalOf(error, doctors.find(one => one.id === form.staffId)?.name ?? t('doctor'), form.date))
    } finally {
      setSending(false)
    }
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm">
        <ErrorSummary errors={errorLines(missing)} attempt={attempt} />
        <BookingFields
          form={form}
          set={set}
          doctors={doctors}
          errors={missing}
          overbookable={refusal?.overbookable === true && may('appointment.overbook') !== false}
        />
        {visit.series && <ScopeField value={scope} set={setScope} />}
        {refusal && (
          <div className="refused" role="alert">
            <RefusalNote
              refusal={refusal}
              date={form.date}
              onTake={startsAt => set(timeOf(startsAt))}
              overbook={may('appointment.overbook') ? () => set({ overbook: true }) : undefined}
            />
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={cancel}>
            {common('back')}
          </Button>
          <Button type="submit" loading={sending}>
            {t('saveChange')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
