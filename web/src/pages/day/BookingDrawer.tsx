import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Board, type BoardRow, book } from '../../api/desk.ts'
import { patientOf } from '../../api/patients.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock, shortDay } from '../../i18n/time.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { Restored } from '../../parts/Restored.tsx'
import { toast } from '../../parts/toast.tsx'
import { useMay } from '../../session/session.ts'
import { BookingFields } from './BookingFields.tsx'
import {
  asErrors,
  type BookingForm,
  bodyOf,
  type CheckedField,
  emptyBooking,
  fieldIds,
  missingIn,
  timeOf,
} from './bookingForm.ts'
import { PatientPicker } from './PatientPicker.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import { type Refusal, refusalOf } from './refusal.ts'
import { type Doctor, gone, patientName } from './visits.ts'

export interface Prefill {
  staffId?: string
  startsAt?: string
  minutes?: number
}

interface Props {
  date: string
  doctors: Doctor[]
  board: Board | undefined
  prefill: Prefill
  /** The patient that registration sent back. */
  patientId: string | null
  close: () => void
  openVisit: (visit: BoardRow) => void
}

const usual = 15

/** What was pressed to open the drawer: a doctor's column at a time, or nothing. */
function opening({ staffId, startsAt, minutes }: Prefill): Partial<BookingForm> {
  return { ...(startsAt ? timeOf(startsAt) : {}), ...(staffId ? { staffId } : {}), ...(minutes ? { minutes } : {}) }
}

/** Book a visit: patient first, then the time. What was typed stays until the server has taken it. */
export function BookingDrawer({ date, doctors, board, prefill, patientId, close, openVisit }: Props) {
  const may = useMay()
  const {
    value: form,
    set,
    clear,
    restoredAt,
  } = useDraft<BookingForm>('booking', { ...emptyBooking(date), minutes: usual })
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [missing, setMissing] = useState<Partial<Record<CheckedField, string>>>({})
  const [attempt, setAttempt] = useState(0)
  const [sending, setSending] = useState(false)
  const key = useRef(crypto.randomUUID())
  const sentBack = useQuery({ ...patientOf(patientId ?? ''), enabled: patientId !== null })

  const change = (part: Partial<BookingForm>) => {
    set(before => ({ ...before, ...part }))
    setRefusal(null)
    // Another body is another write.
    key.current = crypto.randomUUID()
  }
  // What was pressed on the calendar wins over the draft's time; the rest of the draft stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per opening
  useEffect(() => {
    // A draft of another day keeps its person and reason, not its time.
    const stale = form.date !== date && !prefill.startsAt
    change({
      ...(stale ? { date, time: '' } : {}),
      ...opening(prefill),
      overbook: false,
      overbookReason: '',
    })
  }, [])
  useEffect(() => {
    if (sentBack.data) set(before => ({ ...before, patient: sentBack.data }))
  }, [sentBack.data, set])

  const submit = async () => {
    const found = missingIn(form)
    setMissing(found)
    setAttempt(attempt + 1)
    if (Object.keys(found).length > 0) return
    setSending(true)
    try {
      const visit = await book(bodyOf(form), key.current)
      clear({ ...emptyBooking(date), minutes: usual })
      toast(t('didBook', { name: patientName(visit), day: shortDay(visit.startsAt), time: clock(visit.startsAt) }))
      close()
    } catch (error) {
      setRefusal(refusalOf(error, doctors.find(one => one.id === form.staffId)?.name ?? t('doctor'), form.date))
    } finally {
      setSending(false)
    }
  }
  const already = form.patient && board?.items.find(one => one.patient.id === form.patient?.id && !gone.has(one.status))
  const errors = [...asErrors(missing), ...(refusal ? [{ text: refusal.why, field: fieldIds.time }] : [])]
  return (
    <Panel close={close} title={t('bookTitle')}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="sm">
          {Object.keys(missing).length > 0 && <ErrorSummary errors={errors} attempt={attempt} />}
          <Restored
            at={restoredAt && !patientId && (form.patient || form.reason) ? restoredAt : null}
            afresh={() => clear({ ...emptyBooking(date), minutes: usual, ...opening(prefill) })}
          />
          <PatientPicker
            id={fieldIds.patient}
            chosen={form.patient}
            choose={patient => change({ patient })}
            error={missing.patient}
            registerThen={`/day?date=${date}&open=book`}
          />
          {already && (
            <Alert color="yellow" variant="light" py={6} styles={{ message: { color: 'var(--warn)' } }}>
              <Group justify="space-between" gap="xs">
                {t('patientHasVisit', { time: clock(already.startsAt), status: common(already.status) })}
                <Button size="compact-xs" variant="default" onClick={() => openVisit(already)}>
                  {t('openVisit')}
                </Button>
              </Group>
            </Alert>
          )}
          <BookingFields
            form={form}
            set={change}
            doctors={doctors}
            errors={missing}
            overbookable={refusal?.overbookable === true && may('appointment.overbook') !== false}
          />
          {refusal && (
            <div className="refused" role="alert">
              <RefusalNote
                refusal={refusal}
                date={form.date}
                take={startsAt => change(timeOf(startsAt))}
                overbook={may('appointment.overbook') ? () => change({ overbook: true }) : undefined}
              />
            </div>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {t('bookNow')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed" className="only-spoken" role="status">
            {sending ? common('loading') : ''}
          </Text>
        </Stack>
      </form>
    </Panel>
  )
}
