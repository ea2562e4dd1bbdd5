import type { Note, Observation } from '../../api/charts.ts'
import { t as words } from '../../i18n/chart.ts'
import { t } from '../../i18n/chart-print.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import { useMembership } from '../../session/session.ts'
import { observationName } from '../patient/chart/observation-name.ts'
import { EnteredInErrorNote } from '../patient/chart/RetractRecord.tsx'
import { soapFields } from '../patient/chart/soap.ts'
import { valueText } from '../patient/chart/vital-signs.ts'
import type { PrintedVisit } from './entries.ts'

/** Visit by visit: who, when, what was measured and what was written, with every signature. */
export function PrintedVisits({ visits }: { visits: PrintedVisit[] }) {
  return visits.map(({ key, encounter, notes, observations }) => (
    <section key={key} className="chapter" data-retracted={encounter?.status === 'entered_in_error'}>
      <h2>
        {encounter
          ? `${dayOf(encounter.period.start)}, ${clock(encounter.period.start)} · ${words(`class_${encounter.class}`)}`
          : t('apart')}
      </h2>
      {encounter && (
        <p className="chapter-line">
          {[
            encounter.staff?.name,
            encounter.signedAt && encounter.signedBy
              ? words('signedBy', {
                  name: encounter.signedBy.name,
                  day: dayOf(encounter.signedAt),
                  time: clock(encounter.signedAt),
                })
              : words(`status_${encounter.status}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {encounter && <EnteredInErrorNote encounter={encounter} />}
      <Values observations={observations} />
      {notes.map(note => (
        <PrintedNote key={note.id} note={note} />
      ))}
    </section>
  ))
}

export function Values({ observations }: { observations: Observation[] }) {
  const { country } = useMembership()
  if (observations.length === 0) return null
  return (
    <table className="chapter-values">
      <thead>
        <tr>
          <th scope="col">{t('sign')}</th>
          <th scope="col">{t('value')}</th>
          <th scope="col">{t('taken')}</th>
          <th scope="col">{t('by')}</th>
        </tr>
      </thead>
      <tbody>
        {observations.map(one => (
          <tr key={one.id}>
            <td>{observationName(one)}</td>
            <td>
              {one.retracted ? <s>{valueText(one, country)}</s> : valueText(one, country)}
              {one.retracted && ` ${t('retracted', { reason: one.retracted.reason })}`}
            </td>
            <td>
              {dayOf(one.observedAt)}, {clock(one.observedAt)}
            </td>
            <td>{one.recordedBy.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PrintedNote({ note }: { note: Note }) {
  const { recordedBy, signedAt } = note
  return (
    <div className="chapter-note">
      <h3>{words(`kind_${note.kind}`)}</h3>
      {note.kind === 'soap' ? (
        <dl>
          {soapFields.map(field =>
            note[field] ? (
              <div key={field}>
                <dt>{words(field)}</dt>
                <dd>{note[field]}</dd>
              </div>
            ) : null,
          )}
        </dl>
      ) : (
        <p>{note.text}</p>
      )}
      <p className="chapter-line">
        {signedAt
          ? words('signedBy', { name: recordedBy.name, day: dayOf(signedAt), time: clock(signedAt) })
          : `${recordedBy.name} · ${t('notSigned')}`}
      </p>
    </div>
  )
}
