import './chart.css'
import { Button } from '@mantine/core'
import IconPencilPlus from '@tabler/icons-react/dist/esm/icons/IconPencilPlus.mjs'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import { openEncounter, summaryOf } from '../../../api/charts.ts'
import type { Patient } from '../../../api/patients.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dateOf, today } from '../../../i18n/time.ts'
import { FailedState, LoadingState } from '../../../parts/query-states.tsx'
import { useMembership, useSession } from '../../../session/session.ts'
import { ClosedRecord } from '../restriction/ClosedRecord.tsx'
import { EncounterPanel } from './EncounterPanel.tsx'
import { SummaryPanel } from './SummaryPanel.tsx'
import { Timeline } from './Timeline.tsx'

/**
 * The chart: summary, timeline, and the record of this visit, which stands in the address as `?encounter=`. `?visit=` opens the record of
 * that visit, or begins it.
 */
export default function Chart({ patient }: { patient: Patient }) {
  const { data } = useQuery(summaryOf(patient.id))
  const closed = data?.vitals.status
  if (closed === 'reason_required' || closed === 'blocked')
    return <ClosedRecord patientId={patient.id} closed={closed} />
  return <OpenChart patient={patient} />
}

function OpenChart({ patient }: { patient: Patient }) {
  const [params, setParams] = useSearchParams()
  const visit = params.get('visit')
  const chosenId = params.get('encounter')
  const show = (encounter: string | null) => setParams(encounter ? { encounter } : {}, { replace: true })
  const [key, setKey] = useState(() => crypto.randomUUID())
  const opening = useMutation({
    mutationFn: (appointmentId: string | undefined) =>
      openEncounter({ patientId: patient.id, ...(appointmentId ? { appointmentId } : {}) }, appointmentId ?? key),
    onSuccess: encounter => {
      setKey(crypto.randomUUID())
      show(encounter.id)
    },
  })
  const startEncounter = useRef(opening.mutate)
  startEncounter.current = opening.mutate
  useEffect(() => {
    if (visit) startEncounter.current(visit)
  }, [visit])

  return (
    <div className="chart" data-writing={chosenId !== null}>
      <SummaryPanel patientId={patient.id} show={show} />
      <Timeline patientId={patient.id} show={show} />
      <section className="record" aria-label={t('thisVisit')}>
        {opening.isPending ? (
          <LoadingState rows={4} />
        ) : opening.isError ? (
          <FailedState error={opening.error} retry={() => opening.mutate(visit ?? undefined)} />
        ) : chosenId ? (
          <EncounterPanel key={chosenId} id={chosenId} close={() => show(null)} />
        ) : (
          <StartEncounter patient={patient} show={show} open={appointment => opening.mutate(appointment)} />
        )}
      </section>
    </div>
  )
}

interface StartEncounterProps {
  patient: Patient
  show: (encounterId: string) => void
  open: (appointmentId?: string) => void
}

/** No record is open: those that may be gone on with, today's visits, and one without a visit. */
function StartEncounter({ patient, show, open }: StartEncounterProps) {
  const { account } = useSession()
  const { staffId } = useMembership()
  const { data } = useQuery(summaryOf(patient.id))
  const unsigned = data?.openEncounters.status === 'ok' ? data.openEncounters.items : []
  const ownUnsigned = unsigned.filter(one => one.recordedBy.id === account.id || (staffId && one.staff?.id === staffId))
  const visits = data?.visits.status === 'ok' ? [...data.visits.next, ...data.visits.last] : []
  const todaysVisits = visits.filter(
    visit =>
      dateOf(visit.startsAt) === today() &&
      ['booked', 'confirmed', 'arrived', 'in_progress'].includes(visit.status) &&
      unsigned.every(one => one.appointmentId !== visit.id),
  )
  return (
    <div className="record-begin">
      <h2 className="chart-h">{t('thisVisit')}</h2>
      <p className="chart-dim">{t('beginHelp')}</p>
      {ownUnsigned.map(one => (
        <Button key={one.id} onClick={() => show(one.id)}>
          {t('goOnWith', { time: clock(one.period.start) })}
        </Button>
      ))}
      {todaysVisits.map(visit => (
        <Button key={visit.id} variant={ownUnsigned.length > 0 ? 'default' : 'filled'} onClick={() => open(visit.id)}>
          {t('beginVisit', { time: clock(visit.startsAt) })}
        </Button>
      ))}
      {!patient.archived && (
        <Button variant="default" leftSection={<IconPencilPlus size={16} aria-hidden />} onClick={() => open()}>
          {t('withoutVisit')}
        </Button>
      )}
    </div>
  )
}
