import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { addNote, changeNote, type Encounter, encounterOf, type Note, signNote } from '../../../api/charts.ts'
import { queries } from '../../../api/query-client.ts'
import { t } from '../../../i18n/chart.ts'
import { toast, toastProblem } from '../../../parts/toast.tsx'
import { useMembership, useSession } from '../../../session/session.ts'
import { type Stored, useAutosave } from './autosave.ts'
import { NoteView } from './NoteView.tsx'
import { Conflict, SaveStatus } from './SaveStatus.tsx'

type Text = { text: string }

/** The notes beside the SOAP note: those of others to read, and one's own to write. */
export function SideNotes({ encounter }: { encounter: Encounter }) {
  const { account } = useSession()
  const { roles } = useMembership()
  const [editing, setEditing] = useState(false)
  const open = encounter.status === 'in_progress' && !encounter.signedAt
  const ownNotes = encounter.notes.find(note => note.status === 'draft' && note.recordedBy.id === account.id)
  const notesOfOthers = encounter.notes.filter(note => note !== ownNotes)
  const nurse = roles.includes('nurse')
  // A nurse's note is what a nurse came to write: its field is there at once.
  const editor =
    open &&
    (ownNotes ||
      editing ||
      (nurse && !roles.includes('doctor') && notesOfOthers.every(one => one.recordedBy.id !== account.id)))
  return (
    <section className="side-notes" aria-label={t('sideNotes')}>
      {notesOfOthers.map(note => (
        <div key={note.id} className="side-note">
          <b>{t(`kind_${note.kind}`)}</b>
          <NoteView note={note} />
        </div>
      ))}
      {editor ? (
        <NoteEditor key={encounter.id} encounter={encounter} note={ownNotes} kind={nurse ? 'nursing' : 'progress'} />
      ) : (
        open && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {t('addNote')}
          </Button>
        )
      )}
    </section>
  )
}

function NoteEditor(props: { encounter: Encounter; note: Note | undefined; kind: 'nursing' | 'progress' }) {
  const { encounter, note, kind } = props
  const [key] = useState(() => crypto.randomUUID())
  const [id, setId] = useState(note?.id)
  const [signing, setSigning] = useState(false)
  const storedNote = (one: Note | undefined): Stored<Text> =>
    one
      ? { version: one.version, texts: { text: one.text ?? '' }, at: one.updatedAt }
      : { version: 0, texts: { text: '' } }
  const ownNotes = useAutosave<Text>({
    name: `note-${encounter.id}`,
    stored: storedNote(note),
    save: async (version, { text = '' }) => {
      // An emptied note stays as it was on the server: there is no empty one.
      if (!text.trim()) return { version, texts: { text } }
      const saved = id
        ? await changeNote(encounter.id, id, version, text)
        : await addNote(encounter.id, kind, text, key)
      setId(saved.id)
      return storedNote(saved)
    },
    reread: async () => {
      const now = await queries.fetchQuery({ ...encounterOf(encounter.id), staleTime: 0 })
      return storedNote(now.notes.find(one => one.id === id))
    },
  })
  const sign = async () => {
    setSigning(true)
    try {
      if (!(await ownNotes.flush()) || !id) return
      await signNote(encounter.id, id, ownNotes.version())
      toast(t('signedNow'))
    } catch (error) {
      toastProblem(error, t('notSigned'))
    } finally {
      setSigning(false)
    }
  }
  return (
    <div className="side-note">
      <Textarea
        label={t(`own_${kind}`)}
        autosize
        minRows={3}
        maxLength={20_000}
        value={ownNotes.texts.text}
        onChange={event => ownNotes.set('text', event.currentTarget.value)}
        onBlur={() => void ownNotes.flush()}
      />
      <Conflict state={ownNotes.state} decide={ownNotes.decide} />
      <div className="side-foot">
        <SaveStatus state={ownNotes.state} />
        {ownNotes.texts.text.trim() && (
          <Button size="compact-sm" variant="light" loading={signing} onClick={() => void sign()}>
            {t('signNote')}
          </Button>
        )}
      </div>
    </div>
  )
}
