import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { addNote, changeNote, type Encounter, encounterOf, type Note, signNote } from '../../../api/charts.ts'
import { queries } from '../../../api/query-client.ts'
import { t } from '../../../i18n/chart.ts'
import { toast, toastProblem } from '../../../parts/toast.tsx'
import { useMembership, useSession } from '../../../session/session.ts'
import { type Stored, useAutosave } from './autosave.ts'
import { NoteView } from './NoteView.tsx'
import { Conflict, SaveLine } from './SaveStatus.tsx'

type Text = { text: string }

/** The notes beside the SOAP note: those of others to read, and one's own to write. */
export function SideNotes({ encounter }: { encounter: Encounter }) {
  const { account } = useSession()
  const { roles } = useMembership()
  const [writing, setWriting] = useState(false)
  const open = encounter.status === 'in_progress' && !encounter.signedAt
  const own = encounter.notes.find(note => note.status === 'draft' && note.recordedBy.id === account.id)
  const others = encounter.notes.filter(note => note !== own)
  const nurse = roles.includes('nurse')
  // A nurse's note is what a nurse came to write: its field is there at once.
  const editor =
    open &&
    (own || writing || (nurse && !roles.includes('doctor') && others.every(one => one.recordedBy.id !== account.id)))
  return (
    <section className="side-notes" aria-label={t('sideNotes')}>
      {others.map(note => (
        <div key={note.id} className="side-note">
          <b>{t(`kind_${note.kind}`)}</b>
          <NoteView note={note} />
        </div>
      ))}
      {editor ? (
        <OwnNote key={encounter.id} encounter={encounter} note={own} kind={nurse ? 'nursing' : 'progress'} />
      ) : (
        open && (
          <Button variant="subtle" size="compact-sm" onClick={() => setWriting(true)}>
            {t('addNote')}
          </Button>
        )
      )}
    </section>
  )
}

function OwnNote(props: { encounter: Encounter; note: Note | undefined; kind: 'nursing' | 'progress' }) {
  const { encounter, note, kind } = props
  const [key] = useState(() => crypto.randomUUID())
  const [id, setId] = useState(note?.id)
  const [busy, setBusy] = useState(false)
  const storedOf = (one: Note | undefined): Stored<Text> =>
    one
      ? { version: one.version, texts: { text: one.text ?? '' }, at: one.updatedAt }
      : { version: 0, texts: { text: '' } }
  const own = useAutosave<Text>({
    name: `note-${encounter.id}`,
    stored: storedOf(note),
    save: async (version, { text = '' }) => {
      // An emptied note stays as it was on the server: there is no empty one.
      if (!text.trim()) return { version, texts: { text } }
      const saved = id
        ? await changeNote(encounter.id, id, version, text)
        : await addNote(encounter.id, kind, text, key)
      setId(saved.id)
      return storedOf(saved)
    },
    reread: async () => {
      const now = await queries.fetchQuery({ ...encounterOf(encounter.id), staleTime: 0 })
      return storedOf(now.notes.find(one => one.id === id))
    },
  })
  const sign = async () => {
    setBusy(true)
    try {
      if (!(await own.flush()) || !id) return
      await signNote(encounter.id, id, own.version())
      toast(t('signedNow'))
    } catch (error) {
      toastProblem(error, t('notSigned'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="side-note">
      <Textarea
        label={t(`own_${kind}`)}
        autosize
        minRows={3}
        maxLength={20_000}
        value={own.texts.text}
        onChange={event => own.set('text', event.currentTarget.value)}
        onBlur={() => void own.flush()}
      />
      <Conflict state={own.state} decide={own.decide} />
      <div className="side-foot">
        <SaveLine state={own.state} />
        {own.texts.text.trim() && (
          <Button size="compact-sm" variant="light" loading={busy} onClick={() => void sign()}>
            {t('signNote')}
          </Button>
        )}
      </div>
    </div>
  )
}
