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
import { Choice, Done, StepTitle } from './BookingSteps.tsx'
import { Call } from './ClinicPhone.tsx'
import { ConfirmBooking } from './ConfirmBooking.tsx'
import { Times } from './FreeTimes.tsx'
import { ForWhom } from './PatientSwitch.tsx'
import { inWords } from './wording.ts'

/** Book a visit in four steps. What is chosen stands in the address, so that Back goes one step back and a reload loses nothing. */
export default function BookPage() {
  return <ForWhom>{person => <Book key={person.patientId} person={person} />}</ForWhom>
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
              <Call clinic={profile} />
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
  const who = params.get('who')
  const at = params.get('at')
  const wanted = staff.find(one => one.id === who)
  const seenBy = staff.find(one => one.id === params.get('with')) ?? wanted
  const set = (next: Record<string, string | undefined>) =>
    setParams(Object.entries(next).flatMap(([key, value]) => (value ? [[key, value]] : [])))

  if (types.length === 0) {
    return (
      <EmptyState title={t('noTypes')}>
        <Call clinic={clinic} />
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
  const typeDone = <Done step={t('stepType')} chosen={type.name} change={() => set({})} />
  if (!who) {
    return (
      <>
        {typeDone}
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
    <Done step={t('stepDoctor')} chosen={wanted?.name ?? t('anyDoctor')} change={() => set({ type: type.id })} />
  )
  const again = () => set({ type: type.id, who })
  if (!at || Number.isNaN(Date.parse(at)) || !seenBy) {
    return (
      <>
        {typeDone}
        {whoDone}
        <StepTitle>{t('stepTime')}</StepTitle>
        <Times
          wanted={{ visitTypeId: type.id, ...(wanted ? { staffId: wanted.id } : {}) }}
          clinic={clinic}
          choose={({ startsAt, staffId }) => set({ type: type.id, who, at: startsAt, with: staffId })}
        />
      </>
    )
  }
  return (
    <>
      {typeDone}
      {whoDone}
      <Done step={t('stepTime')} chosen={inWords(at)} change={again} />
      <ConfirmBooking
        person={person}
        clinic={clinic}
        type={type}
        doctor={seenBy}
        startsAt={at}
        take={startsAt => set({ type: type.id, who, at: startsAt, with: seenBy.id })}
        again={again}
      />
    </>
  )
}
