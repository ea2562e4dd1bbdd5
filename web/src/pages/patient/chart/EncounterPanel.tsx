import { Button } from '@mantine/core'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { type Encounter, encounterOf } from '../../../api/charts.ts'
import { visitOf } from '../../../api/desk.ts'
import { rowOf } from '../../../api/visit-cache.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dayOf } from '../../../i18n/time.ts'
import { QueryContent } from '../../../parts/query-states.tsx'
import { useMay, useSession } from '../../../session/session.ts'
import { PendingMark } from '../../day/steps/PendingMark.tsx'
import { useShownVisits } from '../../day/steps/pending.ts'
import { takeStep } from '../../day/steps/useStep.ts'
import { NoteView } from './NoteView.tsx'
import { EnteredInErrorNote, RetractEncounter } from './RetractRecord.tsx'
import { SideNotes } from './SideNotes.tsx'
import { SoapEditor } from './SoapEditor.tsx'
import { Vitals } from './Vitals.tsx'

/** The record of one visit: vital signs, the note, the notes of others. Once signed, to read only. */
export function EncounterPanel({ id, close }: { id: string; close: () => void }) {
  const encounter = useQuery({ ...encounterOf(id), refetchOnWindowFocus: false })
  return <QueryContent query={encounter}>{read => <Panel key={read.id} encounter={read} close={close} />}</QueryContent>
}

function Panel({ encounter, close }: { encounter: Encounter; close: () => void }) {
  const may = useMay()
  const { account } = useSession()
  const { period, staff, note, signedAt, signedBy } = encounter
  const open = encounter.status === 'in_progress' && !signedAt
  const isAuthor = !note || note.recordedBy.id === account.id
  const canWrite = open && isAuthor && may('encounter.save_soap') === 'all'
  return (
    <>
      <header className="encounter-head">
        <div>
          <h2 className="chart-h">{t(`class_${encounter.class}`)}</h2>
          <span className="chart-dim">
            {dayOf(period.start)}, {clock(period.start)}
            {period.end && `–${clock(period.end)}`}
            {staff && ` · ${staff.name}`}
          </span>
        </div>
        <div className="encounter-ways">
          <Button
            component={Link}
            href={`/patients/${encounter.patient.id}/print?encounter=${encounter.id}`}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPrinter size={15} aria-hidden />}
          >
            {t('print')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={close}>
            {t('closeRecord')}
          </Button>
        </div>
      </header>
      <EnteredInErrorNote encounter={encounter} />
      {signedAt && signedBy && (
        <p className="signed-mark">
          <IconLock size={15} aria-hidden />
          {t('signedBy', { name: signedBy.name, day: dayOf(signedAt), time: clock(signedAt) })}. {t('unchangeable')}
        </p>
      )}
      <Vitals encounter={encounter} />
      {canWrite ? (
        <SoapEditor encounter={encounter} />
      ) : note ? (
        <section className="side-notes" aria-label={t('kind_soap')}>
          {open && <p className="chart-dim">{t('writtenBy', { name: note.recordedBy.name })}</p>}
          <NoteView note={note} />
        </section>
      ) : (
        <p className="chart-dim">{t('noSoap')}</p>
      )}
      <SideNotes encounter={encounter} />
      <RetractEncounter encounter={encounter} />
      {signedAt && encounter.appointmentId && <FinishVisit id={encounter.appointmentId} />}
    </>
  )
}

/** The note is signed: the visit may end, which frees doctor and room. */
function FinishVisit({ id }: { id: string }) {
  const may = useMay()
  const { data } = useQuery(visitOf(id))
  const [visit] = useShownVisits(useMemo(() => (data ? [rowOf(data)] : []), [data]))
  if (visit?.status !== 'in_progress' || visit.finishedAt || !may('appointment.finish')) return null
  return (
    <>
      <Button variant="light" disabled={visit.pending !== undefined} onClick={() => void takeStep(visit, 'finish', {})}>
        {t('finishVisit')}
      </Button>
      {visit.pending && <PendingMark pending={visit.pending} />}
    </>
  )
}
