import type { Note } from '../../../api/charts.ts'
import { t } from '../../../i18n/chart.ts'
import { clock, dayOf } from '../../../i18n/time.ts'
import { soapFields } from './soap.ts'

/** Who wrote a note and when it was signed. */
export function NoteLine({ note }: { note: Note }) {
  const { recordedBy, signedAt, updatedAt, recordedAt, status } = note
  if (status === 'withdrawn') {
    const written = { name: recordedBy.name, day: dayOf(recordedAt), time: clock(recordedAt) }
    return <span className="note-line">{t('withdrawnBy', written)}</span>
  }
  return (
    <span className="note-line">
      {signedAt
        ? t('signedBy', { name: recordedBy.name, day: dayOf(signedAt), time: clock(signedAt) })
        : t('draftBy', { name: recordedBy.name, time: clock(updatedAt) })}
    </span>
  )
}

/** A note to read: signed, or somebody else's. */
export function NoteView({ note }: { note: Note }) {
  return (
    <div className="note-view" data-retracted={note.inError}>
      {note.kind === 'soap' ? (
        <dl>
          {soapFields.map(field =>
            note[field] ? (
              <div key={field}>
                <dt>{t(field)}</dt>
                <dd>{note[field]}</dd>
              </div>
            ) : null,
          )}
        </dl>
      ) : (
        <p>{note.text}</p>
      )}
      <NoteLine note={note} />
      {note.inError && <small className="note-error">{t('status_entered_in_error')}</small>}
    </div>
  )
}
