import './portal.css'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import {
  bookableTypes,
  type Clinic,
  clinicProfile,
  doctors,
  type StaffMember,
  type VisitType,
} from '../../api/portal.ts'
import { t } from '../../i18n/portal.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { Choice, CompletedStep, StepTitle } from './BookingSteps.tsx'
import { ClinicPhone } from './ClinicPhone.tsx'
import { ConfirmBooking } from './ConfirmBooking.tsx'
import { FreeTimes } from './FreeTimes.tsx'
import { ForPatient } from './PatientSwitch.tsx'
import { instantText } from './wording.ts'

/** Book a visit in four steps. What is chosen stands in the address, so that Back goes one step back and a reload loses nothing. */
export default function BookPage() {
  return <ForPatient>{person => <Book key={person.patientId} person={person} />}</ForPatient>
}

function Book({ person }: { person: RepresentedPatient }) {
  const clinic = useQuery(clinicProfile)
  const types = useQuery(bookableTypes)
  const staff = useQuery(doctors)
  return (
    <>
      <PageHead title={t('bookTitle')} note={t('bookFor', { name: person.name })} />
      <QueryContent query={clinic}>
        {profile =>
          profile.policies.selfBooking ? (
            <QueryContent query={types}>
              {kinds => (
                <QueryContent query={staff}>
                  {people => <Steps person={person} clinic={profile} types={kinds} staff={people} />}
                </QueryContent>
              )}
            </QueryContent>
          ) : (
            <EmptyState title={t('notOnline', { clinic: profile.name })}>
              <ClinicPhone clinic={profile} />
            </EmptyState>
          )
        }
      </QueryContent>
    </>
  )
}

interface StepsProps {
  person: RepresentedPatient
  clinic: Clinic
  types: VisitType[]
  staff: StaffMember[]
}

/** The steps so far as lines that can be changed, and the one that is due. */
function Steps({ person, clinic, types, staff }: StepsProps) {
  const [params, setParams] = useSearchParams()
  const type = types.find(one => one.id === params.get('type'))
  const doctorId = params.get('who')
  const at = params.get('at')
  const chosenDoctor = staff.find(one => one.id === doctorId)
  const doctor = staff.find(one => one.id === params.get('with')) ?? chosenDoctor
  const set = (next: Record<string, string | undefined>) =>
    setParams(Object.entries(next).flatMap(([key, value]) => (value ? [[key, value]] : [])))

  if (types.length === 0) {
    return (
      <EmptyState title={t('noTypes')}>
        <ClinicPhone clinic={clinic} />
      </EmptyState>
    )
  }
  if (!type) {
    return (
      <Choice
        key="type"
        title={t('stepType')}
        options={types.map(one => ({ id: one.id, name: one.name, note: t('minutes', { count: one.minutes }) }))}
        choose={id => set({ type: id })}
      />
    )
  }
  const typeStep = <CompletedStep step={t('stepType')} value={type.name} change={() => set({})} />
  if (!doctorId) {
    return (
      <>
        {typeStep}
        <Choice
          key="doctor"
          title={t('stepDoctor')}
          options={[
            { id: 'any', name: t('anyDoctor'), note: t('anyDoctorHelp') },
            ...staff.map(one => ({ id: one.id, name: one.name, note: one.title ?? one.specialties.join(', ') })),
          ]}
          choose={id => set({ type: type.id, who: id })}
        />
      </>
    )
  }
  const whoDone = (
    <CompletedStep
      step={t('stepDoctor')}
      value={chosenDoctor?.name ?? t('anyDoctor')}
      change={() => set({ type: type.id })}
    />
  )
  const backToTimes = () => set({ type: type.id, who: doctorId })
  if (!at || Number.isNaN(Date.parse(at)) || !doctor) {
    return (
      <>
        {typeStep}
        {whoDone}
        <StepTitle>{t('stepTime')}</StepTitle>
        <FreeTimes
          criteria={{ visitTypeId: type.id, ...(chosenDoctor ? { staffId: chosenDoctor.id } : {}) }}
          clinic={clinic}
          onChoose={({ startsAt, staffId }) => set({ type: type.id, who: doctorId, at: startsAt, with: staffId })}
        />
      </>
    )
  }
  return (
    <>
      {typeStep}
      {whoDone}
      <CompletedStep step={t('stepTime')} value={instantText(at)} change={backToTimes} />
      <ConfirmBooking
        person={person}
        clinic={clinic}
        type={type}
        doctor={doctor}
        startsAt={at}
        onTake={startsAt => set({ type: type.id, who: doctorId, at: startsAt, with: doctor.id })}
        backToTimes={backToTimes}
      />
    </>
  )
}
