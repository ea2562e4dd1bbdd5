import './portal.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem, type Problem } from '../../api/problem.ts'
import { addWaitlistEntry, removeWaitlistEntry, type WaitlistEntry, waitlistEntriesOf } from '../../api/waitlist.ts'
import { t } from '../../i18n/waitlist.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { EntryFields } from '../waitlist/EntryFields.tsx'
import { type EntryProblem, emptyEntry, entryOf, entryText, problemOf } from '../waitlist/entryForm.ts'
import { Offers } from './Offers.tsx'
import { ForPatient } from './PatientSwitch.tsx'

/** The patient's waitlist entries, and the offers made for them. */
export default function WaitlistPage() {
  return <ForPatient>{person => <Waitlist key={person.patientId} person={person} />}</ForPatient>
}

function Waitlist({ person }: { person: RepresentedPatient }) {
  const entries = useQuery(waitlistEntriesOf(person.patientId))
  const [adding, setAdding] = useState(false)
  const remove = async (entry: WaitlistEntry) => {
    try {
      await removeWaitlistEntry(entry)
      toast(t('ownRemoved'))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <>
      <PageHead title={t('own')} />
      <Offers patientId={person.patientId} />
      <QueryContent query={entries} rows={3}>
        {items => (
          <>
            {items.length === 0 && !adding && <EmptyState title={t('ownNone')}>{t('ownHelp')}</EmptyState>}
            {items.length > 0 && (
              <ul className="home-list">
                {items.map(entry => (
                  <li key={entry.id} className="home-card">
                    <p>{entryText(entry)}</p>
                    <Button mt="xs" variant="default" onClick={() => void remove(entry)}>
                      {t('ownRemove')}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </QueryContent>
      {adding ? (
        <AddEntry patientId={person.patientId} onDone={() => setAdding(false)} />
      ) : (
        <Button size="md" maw="100%" onClick={() => setAdding(true)}>
          {t('ownAdd')}
        </Button>
      )}
    </>
  )
}

function AddEntry({ patientId, onDone }: { patientId: string; onDone: () => void }) {
  const [form, setForm] = useState(emptyEntry)
  const [entryProblem, setEntryProblem] = useState<EntryProblem | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  const key = useRef(crypto.randomUUID())
  const submit = async () => {
    const missing = problemOf(form)
    setEntryProblem(missing)
    setProblem(null)
    if (missing) return
    setSending(true)
    try {
      await addWaitlistEntry(entryOf(form, patientId), key.current)
      toast(t('ownAdded'))
      onDone()
    } catch (error) {
      setProblem(asProblem(error))
      setSending(false)
    }
  }
  return (
    <form
      className="home-card home-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2>{t('ownAdd')}</h2>
      <p>{t('ownHelp')}</p>
      <ProblemNote problem={problem} />
      <EntryFields
        forPatient
        form={form}
        set={part => {
          setForm(before => ({ ...before, ...part }))
          key.current = crypto.randomUUID()
        }}
        problem={entryProblem}
      />
      <Button type="submit" size="md" loading={sending} mt="md">
        {t('ownAdd')}
      </Button>
    </form>
  )
}
