import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { type AppointmentItem, type Clinic, confirmVisit } from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { clock, clockRange, dateOf, longDate, viewerElsewhere, zoneName } from '../../i18n/time.ts'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import '../../parts/status.css'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { ClinicPhone } from './ClinicPhone.tsx'
import { addressLine, changeableOnline, checkInCode, dayText, durationText, timeUntil } from './wording.ts'

/** When, with whom, where and with which code; and what can still be done about it. */
export function NextVisit({ visit, clinic }: { visit: AppointmentItem; clinic: Clinic | undefined }) {
  const untilText = timeUntil(visit.startsAt)
  const day = dayText(visit.startsAt)
  const date = longDate(dateOf(visit.startsAt))
  return (
    <section className="home-card home-next" aria-labelledby="home-next">
      <div className="home-next-top">
        <h2 id="home-next">{t('nextVisit')}</h2>
        <StatusBadge status={visit.status} />
      </div>
      <p className="home-next-day">{day}</p>
      {day !== date && <p className="home-next-date">{date}</p>}
      <p className="home-next-time">
        {clockRange(visit.startsAt, visit.endsAt)} {untilText && <span>{untilText}</span>}
      </p>
      {viewerElsewhere() && <p className="home-quiet">{t('clinicTime', { zone: zoneName() })}</p>}
      <VisitStatus visit={visit} />
      <dl className="home-facts">
        {visit.staff && <Fact name={t('who')}>{visit.staff.name}</Fact>}
        <Fact name={t('where')}>{whereOf(visit, clinic)}</Fact>
        {visit.visitType && <Fact name={t('what')}>{visit.visitType.name}</Fact>}
        {visit.reason && <Fact name={t('why')}>{visit.reason}</Fact>}
      </dl>
      <div className="home-code">
        <span>{t('code')}</span>
        <strong>{checkInCode(visit)}</strong>
        <span className="home-quiet">{t('codeHelp')}</span>
      </div>
      <VisitActions visit={visit} clinic={clinic} />
    </section>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function whereOf({ mode, room }: AppointmentItem, clinic: Clinic | undefined): React.ReactNode {
  if (mode === 'video') return t('byVideo')
  if (mode === 'phone') return t('byPhone')
  if (mode === 'home') return t('atHome')
  const address = clinic && addressLine(clinic)
  return (
    <>
      {[room && t('room', { number: room.number }), clinic?.name].filter(Boolean).join(', ')}
      {address && <span className="home-quiet home-line">{address}</span>}
    </>
  )
}

function VisitStatus({ visit }: { visit: AppointmentItem }) {
  if (visit.status !== 'arrived' && visit.status !== 'in_progress') return null
  return (
    <p className="home-standing" role="status">
      {visit.status === 'arrived' ? t('arrivedNote') : t('inProgressNote')}{' '}
      {visit.status === 'arrived' && visit.queueNumber !== undefined && (
        <strong>{t('queueNumber', { number: visit.queueNumber })}</strong>
      )}
    </p>
  )
}

/** Confirm, move, cancel; or why not here, and whom to call. */
export function VisitActions({ visit, clinic }: { visit: AppointmentItem; clinic: Clinic | undefined }) {
  const [cancelling, setCancelling] = useState(false)
  const [confirming, setConfirming] = useState(false)
  if (!clinic || (visit.status !== 'booked' && visit.status !== 'confirmed')) return null
  if (!changeableOnline(visit, clinic)) {
    return (
      <p className="home-late">
        {clinic.policies.selfBooking
          ? t('tooLate', { time: durationText(clinic.policies.selfBookingNotice) })
          : t('notThisOnline')}{' '}
        <ClinicPhone clinic={clinic} />
      </p>
    )
  }
  const confirm = async () => {
    setConfirming(true)
    await confirmVisit(visit).then(() => toast(t('confirmedToast')), toastProblem)
    setConfirming(false)
  }
  const label = `${dayText(visit.startsAt)} ${clock(visit.startsAt)}`
  return (
    <div className="home-ways">
      {visit.status === 'booked' && (
        <Button size="md" loading={confirming} onClick={confirm} aria-label={`${t('confirm')}: ${label}`}>
          {t('confirm')}
        </Button>
      )}
      <Button
        component={Link}
        href={`/home/move/${visit.id}`}
        size="md"
        variant="default"
        aria-label={`${t('move')}: ${label}`}
      >
        {t('move')}
      </Button>
      <Button
        size="md"
        variant="subtle"
        color="red"
        onClick={() => setCancelling(true)}
        aria-label={`${t('cancelVisit')}: ${label}`}
      >
        {t('cancelVisit')}
      </Button>
      {cancelling && <CancelDialog visit={visit} clinic={clinic} close={() => setCancelling(false)} />}
    </div>
  )
}
