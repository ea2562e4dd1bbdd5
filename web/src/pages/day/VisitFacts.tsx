import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { type BoardRow, visitOf } from '../../api/desk.ts'
import { patientCard } from '../../api/patients.ts'
import { t as words } from '../../i18n/booking.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { clock, clockRange, dateOf, longDate, plainDate } from '../../i18n/time.ts'
import { ageInWords } from '../../parts/person.ts'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { useMay } from '../../session/session.ts'

/** Age, sex, record number, phone: who this is. */
export function PatientFacts({ visit }: { visit: BoardRow }) {
  const { id, sex, birthDate, recordNumber, unavailable } = visit.patient
  const card = useQuery(patientCard(id))
  const may = useMay()
  if (unavailable) return null
  const birthDateKnown = birthDate ? `${ageInWords(birthDate)} (${plainDate(birthDate)})` : null
  const phone = card.data?.phone
  return (
    <div>
      <Text>{[common(sex), birthDateKnown].filter(Boolean).join(' · ')}</Text>
      <Group gap="md">
        <Text c="dimmed">
          {t('recordNumber')} {recordNumber}
        </Text>
        {phone && <Anchor href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</Anchor>}
        <Anchor component={Link} href={`/patients/${id}`}>
          {may('timeline.read') ? t('openChart') : t('openPatient')}
        </Anchor>
      </Group>
    </div>
  )
}

/** When, with whom, where and why. */
export function VisitFacts({ visit }: { visit: BoardRow }) {
  const rows: [string, string | undefined][] = [
    [t('time'), `${longDate(dateOf(visit.startsAt))}, ${clockRange(visit.startsAt, visit.endsAt)}`],
    [t('doctor'), visit.staff?.name ?? t('unassigned')],
    [words('assistants'), visit.assistants?.map(({ name }) => name).join(', ')],
    [t('room'), visit.room?.number],
    [t('visitType'), visit.kind === 'walk_in' ? t('walkIn') : visit.visitType?.name],
    [t('mode'), visit.mode === 'in_person' ? undefined : t(visit.mode)],
    [t('reason'), visit.reason],
  ]
  return (
    <dl className="facts">
      {rows.map(([term, value]) =>
        value ? (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

/** Each step with its time and who took it. */
export function VisitHistory({ id }: { id: string }) {
  const visitQuery = useQuery(visitOf(id))
  const visit = visitQuery.data
  if (!visit) return null
  const { cancellation, overbook } = visit
  return (
    <section>
      <Text size="xs" c="dimmed" fw={600} component="h3" mb={4}>
        {t('history')}
      </Text>
      <ul className="steps-history">
        {visit.statusHistory.map(({ status, at, by }) => (
          <li key={`${status} ${at}`}>
            <StatusBadge status={status} />
            <Text size="xs" c="dimmed">
              {t('historyBy', {
                time: dateOf(at) === dateOf(visit.startsAt) ? clock(at) : `${plainDate(dateOf(at))} ${clock(at)}`,
                name: by.name,
              })}
            </Text>
          </li>
        ))}
      </ul>
      {cancellation && (
        <Text size="xs" c="dimmed">
          {t('cancelledWhy', {
            by: t(cancellation.by === 'clinic' ? 'byClinic' : 'byPatient'),
            code: t(cancellation.code),
          })}
          {cancellation.reason && ` – ${cancellation.reason}`}
          {cancellation.late && <span className="mark-note">{words('lateCancel')}</span>}
        </Text>
      )}
      {overbook && (
        <Text size="xs" c="dimmed">
          {t('overbookedWhy', { reason: overbook.reason })}
        </Text>
      )}
    </section>
  )
}
