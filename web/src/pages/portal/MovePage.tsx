import './portal.css'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import {
  type AppointmentItem,
  bookableTypes,
  type Clinic,
  clinicProfile,
  doctors,
  moveVisit,
  type StaffMember,
  visitOf,
} from '../../api/portal.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/portal.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { undoable } from '../../parts/toast.tsx'
import { BookingRefused } from './BookingRefused.tsx'
import { StepTitle } from './BookingSteps.tsx'
import { ClinicPhone } from './ClinicPhone.tsx'
import { type FreeTime, FreeTimes } from './FreeTimes.tsx'
import { changeableOnline, durationText, instantText } from './wording.ts'

/** Another time for a visit, chosen among the free ones. */
export default function MovePage() {
  const { id = '' } = useParams()
  const visit = useQuery(visitOf(id))
  const clinic = useQuery(clinicProfile)
  const staff = useQuery(doctors)
  return (
    <div className="home">
      <PageHead title={t('moveTitle')} note={visit.data && t('bookFor', { name: visit.data.patient.name })}>
        <Button component={Link} href="/home" variant="subtle" color="gray">
          {common('back')}
        </Button>
      </PageHead>
      <QueryContent query={clinic}>
        {profile => (
          <QueryContent query={visit}>
            {visitQuery => (
              <QueryContent query={staff}>
                {people => <Move visit={visitQuery} clinic={profile} staff={people} />}
              </QueryContent>
            )}
          </QueryContent>
        )}
      </QueryContent>
    </div>
  )
}

function Move({ visit, clinic, staff }: { visit: AppointmentItem; clinic: Clinic; staff: StaffMember[] }) {
  const [, navigate] = useLocation()
  const types = useQuery(bookableTypes)
  const [doctor, setDoctor] = useState(visit.staff?.id ?? '')
  const [to, setTo] = useState<FreeTime | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  if (!changeableOnline(visit, clinic)) {
    const policy = visit.status === 'booked' || visit.status === 'confirmed'
    return (
      <EmptyState title={policy ? t('tooLate', { time: durationText(clinic.policies.selfBookingNotice) }) : t('gone')}>
        <ClinicPhone clinic={clinic} />
      </EmptyState>
    )
  }
  const nameOf = (id: string) => staff.find(one => one.id === id)?.name ?? visit.staff?.name ?? ''
  // A type that patients cannot book themselves still lets its visit be moved: then only the length counts.
  const type = types.data?.find(one => one.id === visit.visitType?.id)
  const length = type ? { visitTypeId: type.id } : { minutes: visit.minutes }

  const move = async ({ startsAt, staffId }: FreeTime) => {
    setSending(true)
    setProblem(null)
    const changeDoctor = staffId === visit.staff?.id ? {} : { staffId }
    try {
      const moved = await moveVisit(visit, { startsAt, ...changeDoctor })
      undoable(t('moved', { when: instantText(moved.startsAt) }), () =>
        moveVisit(moved, {
          startsAt: visit.startsAt,
          ...(visit.staff && 'staffId' in changeDoctor ? { staffId: visit.staff.id } : {}),
        }),
      )
      navigate('/home')
    } catch (error) {
      setProblem(asProblem(error))
      setSending(false)
    }
  }

  return (
    <>
      <p className="home-was">{t('moveFrom', { when: instantText(visit.startsAt), who: visit.staff?.name ?? '–' })}</p>
      {to ? (
        <section className="home-card">
          <StepTitle>{t('moveTo', { when: instantText(to.startsAt), who: nameOf(to.staffId) })}</StepTitle>
          <BookingRefused
            problem={problem}
            clinic={clinic}
            onTake={startsAt => {
              setProblem(null)
              setTo({ ...to, startsAt })
            }}
            backToTimes={() => {
              setProblem(null)
              setTo(null)
            }}
          />
          <div className="home-ways">
            <Button size="md" loading={sending} onClick={() => move(to)}>
              {t('moveThis')}
            </Button>
            <Button size="md" variant="default" onClick={() => setTo(null)}>
              {t('otherTime')}
            </Button>
          </div>
        </section>
      ) : (
        <>
          <NativeSelect
            label={t('withWhom')}
            value={doctor}
            mb="md"
            data={[
              ...(visit.staff && !staff.some(one => one.id === visit.staff?.id)
                ? [{ value: visit.staff.id, label: visit.staff.name }]
                : []),
              ...staff.map(one => ({ value: one.id, label: one.name })),
              { value: '', label: t('anyDoctor') },
            ]}
            onChange={event => setDoctor(event.currentTarget.value)}
          />
          <FreeTimes
            key={doctor}
            criteria={{ ...length, ...(doctor ? { staffId: doctor } : {}) }}
            clinic={clinic}
            onChoose={setTo}
          />
        </>
      )}
    </>
  )
}
