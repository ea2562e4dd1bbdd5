import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { bookVisit, type Clinic, type StaffMember, type VisitType } from '../../api/portal.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/portal.ts'
import { toast } from '../../parts/toast.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { BookingRefused } from './BookingRefused.tsx'
import { StepTitle } from './BookingSteps.tsx'
import { instantText } from './wording.ts'

interface Props {
  person: RepresentedPatient
  clinic: Clinic
  type: VisitType
  doctor: StaffMember
  startsAt: string
  onTake: (startsAt: string) => void
  backToTimes: () => void
}

/** The last look before a visit is booked. */
export function ConfirmBooking({ person, clinic, type, doctor, startsAt, onTake, backToTimes }: Props) {
  const [, navigate] = useLocation()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  // One key for one booking as it stands here: pressed twice, or again after a lost answer, it is still one visit.
  const key = useRef({ of: '', key: '' })
  const book = async () => {
    const words = reason.trim()
    const of = [startsAt, doctor.id, words].join()
    if (key.current.of !== of) key.current = { of, key: crypto.randomUUID() }
    setSending(true)
    setProblem(null)
    try {
      const visit = await bookVisit(
        {
          patientId: person.patientId,
          staffId: doctor.id,
          startsAt,
          visitTypeId: type.id,
          ...(words ? { reason: words } : {}),
        },
        key.current.key,
      )
      toast(t('booked', { when: instantText(visit.startsAt) }))
      navigate('/home')
    } catch (error) {
      setProblem(asProblem(error))
      setSending(false)
    }
  }
  return (
    <section className="home-card">
      <StepTitle>{t('stepConfirm')}</StepTitle>
      <dl className="home-facts">
        <div>
          <dt>{t('what')}</dt>
          <dd>{`${type.name}, ${t('minutes', { count: type.minutes })}`}</dd>
        </div>
        <div>
          <dt>{t('when')}</dt>
          <dd>{instantText(startsAt)}</dd>
        </div>
        <div>
          <dt>{t('who')}</dt>
          <dd>{doctor.name}</dd>
        </div>
        <div>
          <dt>{t('whose')}</dt>
          <dd>{person.name}</dd>
        </div>
      </dl>
      <Textarea
        label={`${t('reason')} (${common('optional')})`}
        description={t('reasonHelp')}
        value={reason}
        maxLength={500}
        autosize
        minRows={2}
        my="md"
        onChange={event => setReason(event.currentTarget.value.replaceAll('\n', ' '))}
      />
      <BookingRefused problem={problem} clinic={clinic} onTake={onTake} backToTimes={backToTimes} />
      <Button size="lg" fullWidth loading={sending} onClick={book}>
        {t('bookThis')}
      </Button>
    </section>
  )
}
