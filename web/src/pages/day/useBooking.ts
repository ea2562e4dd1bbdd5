import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { previewSeries, type Series } from '../../api/booking.ts'
import { book } from '../../api/desk.ts'
import { patientCard } from '../../api/patients.ts'
import { t as words } from '../../i18n/booking.ts'
import { t } from '../../i18n/day.ts'
import { clock, shortDay } from '../../i18n/time.ts'
import { useDraft } from '../../parts/drafts.ts'
import { toast, undoable } from '../../parts/toast.tsx'
import {
  type BookingForm,
  bodyOf,
  type CheckedField,
  emptyBooking,
  missingIn,
  noRoom,
  startOf,
  timeOf,
} from './bookingForm.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import type { Alternative } from './SeriesDates.tsx'
import { bookDates, type NotBooked, seriesOf } from './seriesBooking.ts'
import { stepNow } from './steps/useStep.ts'
import { useHold } from './useHold.ts'
import { type Doctor, patientName } from './visitRules.ts'

/** What was pressed to open the drawer: a doctor's or room's column at a time, or nothing. */
export interface Prefill {
  staffId?: string
  roomId?: string
  startsAt?: string
  minutes?: number
}

const defaultMinutes = 15

function prefilled({ staffId, roomId, startsAt, minutes }: Prefill): Partial<BookingForm> {
  return {
    ...(startsAt ? timeOf(startsAt) : {}),
    ...(staffId ? { staffId } : {}),
    ...(roomId ? { roomId } : {}),
    ...(minutes ? { minutes } : {}),
  }
}

/** The time to hold: once it is whole, unless it goes over other visits anyway. */
function slotToHold(form: BookingForm) {
  const { patient: _, ...missing } = missingIn(form)
  if (Object.keys(missing).length > 0 || form.overbook) return null
  return {
    staffId: form.staffId,
    startsAt: startOf(form),
    minutes: Number(form.minutes),
    ...(form.visitTypeId ? { visitTypeId: form.visitTypeId } : {}),
    ...(form.roomId ? { roomId: form.roomId === noRoom ? null : form.roomId } : {}),
  }
}

interface BookingOptions {
  date: string
  doctors: Doctor[]
  prefill: Prefill
  patientId: string | null
  close: () => void
}

/** The state of the booking form: what is typed, the held time, why the server refused, and a series before it is booked. */
export function useBooking({ date, doctors, prefill, patientId, close }: BookingOptions) {
  const blank = { ...emptyBooking(date), minutes: defaultMinutes }
  const { value: form, set, clear, restoredAt } = useDraft<BookingForm>('booking', blank)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [missing, setMissing] = useState<Partial<Record<CheckedField, string>>>({})
  const [attempt, setAttempt] = useState(0)
  const [sending, setSending] = useState(false)
  const [series, setSeries] = useState<Series | null>(null)
  const [alternatives, setAlternatives] = useState<Record<string, Alternative>>({})
  const [notBooked, setNotBooked] = useState<NotBooked[]>([])
  const key = useRef(crypto.randomUUID())
  const registeredPatient = useQuery({ ...patientCard(patientId ?? ''), enabled: patientId !== null })
  const {
    activeHold,
    refusal: holdRefusal,
    holdAgain,
    settledHold,
    holdUsed,
  } = useHold(form.repeat || notBooked.length > 0 ? null : slotToHold(form))

  const showRefusal = (error: unknown) =>
    setRefusal(refusalOf(error, doctors.find(one => one.id === form.staffId)?.name ?? t('doctor'), form.date))
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
    change({ ...(stale ? { date, time: '' } : {}), ...prefilled(prefill), overbook: false, overbookReason: '' })
  }, [])
  useEffect(() => {
    if (registeredPatient.data) set(before => ({ ...before, patient: registeredPatient.data }))
  }, [registeredPatient.data, set])
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each refusal of a hold
  useEffect(() => {
    if (holdRefusal) showRefusal(holdRefusal)
  }, [holdRefusal])

  const sendVisit = async () => {
    const ownHold = await settledHold()
    const visit = await book({ ...bodyOf(form), ...(ownHold ? { holdId: ownHold.id } : {}) }, key.current)
    holdUsed()
    clear(blank)
    const confirmation = { name: patientName(visit), day: shortDay(visit.startsAt), time: clock(visit.startsAt) }
    undoable(t('didBook', confirmation), () => stepNow(visit, 'cancel', { by: 'clinic', code: 'error' }))
    close()
  }
  const sendSeries = async (shown: Series) => {
    const { booked, notBooked: clashes } = await bookDates(form, shown, alternatives, key.current)
    toast(words('didBookSeries', { count: booked, name: form.patient?.name ?? '' }))
    clear(blank)
    setSeries(null)
    setNotBooked(clashes)
    if (clashes.length === 0) close()
  }
  const whileSending = async (send: () => Promise<void>) => {
    setSending(true)
    try {
      await send()
    } catch (error) {
      setSeries(null)
      showRefusal(error)
    } finally {
      setSending(false)
    }
  }
  const submit = async () => {
    const missingFields = missingIn(form)
    setMissing(missingFields)
    setAttempt(attempt + 1)
    if (Object.keys(missingFields).length > 0) return
    if (!form.repeat) return whileSending(sendVisit)
    return whileSending(async () => {
      setAlternatives({})
      setSeries(await previewSeries(seriesOf(form)))
    })
  }
  return {
    form,
    change,
    discard: () => clear({ ...blank, ...prefilled(prefill) }),
    restoredAt,
    refusal,
    missing,
    attempt,
    sending,
    submit,
    hold: { hold: activeHold, holdAgain },
    notBooked,
    series: series && {
      preview: series,
      alternatives,
      choose: (startsAt: string, alternative: Alternative | null) => {
        setAlternatives(({ [startsAt]: _, ...others }) =>
          alternative ? { ...others, [startsAt]: alternative } : others,
        )
        key.current = crypto.randomUUID()
      },
      back: () => setSeries(null),
      book: () => void whileSending(() => sendSeries(series)),
    },
  }
}
