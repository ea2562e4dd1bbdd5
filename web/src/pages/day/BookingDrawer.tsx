import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { Board, BoardRow } from '../../api/desk.ts'
import { t as words } from '../../i18n/booking.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock, dateOf, shortDay } from '../../i18n/time.ts'
import { DraftRestored } from '../../parts/DraftRestored.tsx'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { useMay } from '../../session/session.ts'
import { BookingFields } from './BookingFields.tsx'
import { errorLines, fieldIds, timeOf } from './bookingForm.ts'
import { HoldCountdown } from './HoldCountdown.tsx'
import { PatientPicker } from './PatientPicker.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import { RepeatFields } from './RepeatFields.tsx'
import { SeriesDates } from './SeriesDates.tsx'
import { type Prefill, useBooking } from './useBooking.ts'
import { type Doctor, endedEarly } from './visitRules.ts'

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

/** Book a visit or a series: patient first, then the time, which is held meanwhile. What was typed stays until the server has taken it. */
export function BookingDrawer({ date, doctors, board, prefill, patientId, close, openVisit }: Props) {
  const may = useMay()
  const booking = useBooking({ date, doctors, prefill, patientId, close })
  const { form, change, refusal, missing, restoredAt, series, notBooked } = booking
  if (notBooked.length > 0) {
    return (
      <SideDrawer close={close} title={t('bookTitle')}>
        <div className="refused" role="alert">
          <Text fw={600}>{words('notBooked', { count: notBooked.length })}</Text>
          <ul>
            {notBooked.map(({ startsAt, why }) => (
              <li key={startsAt}>
                {shortDay(startsAt)} {clock(startsAt)}: {why}
              </li>
            ))}
          </ul>
        </div>
        <Button mt="md" onClick={close}>
          {words('close')}
        </Button>
      </SideDrawer>
    )
  }
  if (series) {
    return (
      <SideDrawer close={close} title={t('bookTitle')}>
        <SeriesDates {...series} series={series.preview} pending={booking.sending} />
      </SideDrawer>
    )
  }
  const alreadyBooked =
    form.patient &&
    board?.items.find(
      one => one.patient.id === form.patient?.id && !endedEarly.has(one.status) && dateOf(one.startsAt) === form.date,
    )
  const errors = [...errorLines(missing), ...(refusal ? [{ text: refusal.reason, field: fieldIds.time }] : [])]
  return (
    <SideDrawer close={close} title={t('bookTitle')}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void booking.submit()
        }}
      >
        <Stack gap="sm">
          {Object.keys(missing).length > 0 && <ErrorSummary errors={errors} attempt={booking.attempt} />}
          <DraftRestored
            at={restoredAt && !patientId && (form.patient || form.reason) ? restoredAt : null}
            discard={booking.discard}
          />
          <PatientPicker
            id={fieldIds.patient}
            chosen={form.patient}
            choose={patient => change({ patient })}
            error={missing.patient}
            registerThen={`/day?date=${date}&open=book`}
          />
          {alreadyBooked && (
            <Alert color="yellow" variant="light" py={6} styles={{ message: { color: 'var(--warn)' } }}>
              <Group justify="space-between" gap="xs">
                {t('patientHasVisit', { time: clock(alreadyBooked.startsAt), status: common(alreadyBooked.status) })}
                <Button size="compact-xs" variant="default" onClick={() => openVisit(alreadyBooked)}>
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
            holdId={booking.hold.hold?.id}
          />
          {may('series.book') && !form.overbook && <RepeatFields form={form} set={change} error={missing.count} />}
          {refusal && (
            <div className="refused" role="alert">
              <RefusalNote
                refusal={refusal}
                date={form.date}
                onTake={startsAt => change(timeOf(startsAt))}
                overbook={may('appointment.overbook') && !form.repeat ? () => change({ overbook: true }) : undefined}
              />
            </div>
          )}
          <HoldCountdown {...booking.hold} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={booking.sending}>
              {form.repeat ? words('showDates') : t('bookNow')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed" className="only-spoken" role="status">
            {booking.sending ? common('loading') : ''}
          </Text>
        </Stack>
      </form>
    </SideDrawer>
  )
}
