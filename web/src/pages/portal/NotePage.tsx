import './portal.css'
import { Button } from '@mantine/core'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { clinicProfile, type Encounter, noteOf } from '../../api/portal.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/portal.ts'
import { clock, dateOf, dayOf, longDate } from '../../i18n/time.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { PrintableRecord } from '../../parts/PrintableRecord.tsx'
import { QueryContent } from '../../parts/query-states.tsx'
import { ClinicPhone } from './ClinicPhone.tsx'
import { ObservationTable } from './ObservationTable.tsx'

/** One visit as it was written down, in words for the patient. */
export default function NotePage() {
  const { id = '' } = useParams()
  const note = useQuery(noteOf(id))
  return (
    <div className="home">
      {<QueryContent query={note}>{query => <EncounterNote encounter={query} />}</QueryContent>}
    </div>
  )
}

const parts = ['subjective', 'objective', 'assessment', 'plan'] as const

function EncounterNote({ encounter }: { encounter: Encounter }) {
  const { patient, period, note, notes, observations, signedBy, signedAt } = encounter
  const clinic = useQuery(clinicProfile)
  const inError = encounter.status === 'entered_in_error' ? encounter.statusHistory.at(-1) : undefined
  const shownObservations = observations.filter(one => inError || one.status === 'final')
  return (
    <article className="home-note" data-retracted={inError !== undefined}>
      <PrintableRecord patientLine={`${patient.name} · ${patient.recordNumber}`}>
        <PageHead
          title={t('noteTitle', { day: longDate(dateOf(period.start)) })}
          note={`${patient.name} · ${patient.recordNumber}${encounter.staff ? ` · ${encounter.staff.name}` : ''}`}
        >
          <span className="no-print">
            <Button component={Link} href="/home/notes" variant="subtle" color="gray">
              {common('back')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPrinter size={18} aria-hidden />}
              onClick={() => globalThis.print()}
            >
              {t('print')}
            </Button>
          </span>
        </PageHead>
        {inError && (
          <p className="home-error-mark">
            <strong>{t('inError')}.</strong>{' '}
            {t('inErrorWhy', {
              name: inError.by.name,
              when: `${dayOf(inError.at)} ${clock(inError.at)}`,
              reason: inError.reason ?? '',
            })}
          </p>
        )}
        {parts.map(
          part =>
            note?.[part] && (
              <section key={part}>
                <h2>{t(part)}</h2>
                <p className="home-prose">{note[part]}</p>
              </section>
            ),
        )}
        {notes.map(one => (
          <section key={one.id}>
            <h2>{t(one.kind === 'nursing' ? 'nursing' : 'progress')}</h2>
            <p className="home-prose">{one.text}</p>
            <p className="home-quiet">
              {t('writtenBy', { name: one.recordedBy.name, when: dayOf(one.signedAt ?? one.recordedAt) })}
            </p>
          </section>
        ))}
        {shownObservations.length > 0 && (
          <section>
            <h2>{t('measured')}</h2>
            <ObservationTable items={shownObservations} label={t('measured')} />
          </section>
        )}
        {signedBy && signedAt && (
          <p className="home-quiet">
            {t('noteBy', { name: signedBy.name, when: `${dayOf(signedAt)} ${clock(signedAt)}` })}
          </p>
        )}
      </PrintableRecord>
      <p className="no-print">
        {t('notesQuestion')} <ClinicPhone clinic={clinic.data} />
      </p>
    </article>
  )
}
