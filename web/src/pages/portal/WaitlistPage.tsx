import './portal.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem, type Problem } from '../../api/problem.ts'
import { addWaitlistEntry, removeWaitlistEntry, type Wish, waitlistEntriesOf } from '../../api/waitlist.ts'
import { t } from '../../i18n/waitlist.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { EmptyState, QueryContent } from '../../parts/query-states.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import type { RepresentedPatient } from '../../session/session.ts'
import { WishFields } from '../waitlist/EntryFields.tsx'
import { emptyWish, troubleOf, type WishTrouble, wishOf, wishWords } from '../waitlist/entryForm.ts'
import { Offers } from './Offers.tsx'
import { ForWhom } from './PatientSwitch.tsx'

/** The own wishes for an earlier time, and what is offered for them. */
export default function WaitPage() {
  return <ForWhom>{person => <Wait key={person.patientId} person={person} />}</ForWhom>
}

function Wait({ person }: { person: RepresentedPatient }) {
  const wishes = useQuery(waitlistEntriesOf(person.patientId))
  const [adding, setAdding] = useState(false)
  const remove = async (wish: Wish) => {
    try {
      await removeWaitlistEntry(wish)
      toast(t('ownRemoved'))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <>
      <PageHead title={t('own')} />
      <Offers patientId={person.patientId} />
      <QueryContent query={wishes} rows={3}>
        {items => (
          <>
            {items.length === 0 && !adding && <EmptyState title={t('ownNone')}>{t('ownHelp')}</EmptyState>}
            {items.length > 0 && (
              <ul className="home-list">
                {items.map(wish => (
                  <li key={wish.id} className="home-card">
                    <p>{wishWords(wish)}</p>
                    <Button mt="xs" variant="default" onClick={() => void remove(wish)}>
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
        <Add patientId={person.patientId} done={() => setAdding(false)} />
      ) : (
        <Button size="md" maw="100%" onClick={() => setAdding(true)}>
          {t('ownAdd')}
        </Button>
      )}
    </>
  )
}

function Add({ patientId, done }: { patientId: string; done: () => void }) {
  const [form, setForm] = useState(emptyWish)
  const [trouble, setTrouble] = useState<WishTrouble | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const key = useRef(crypto.randomUUID())
  const submit = async () => {
    const found = troubleOf(form)
    setTrouble(found)
    setProblem(null)
    if (found) return
    setBusy(true)
    try {
      await addWaitlistEntry(wishOf(form, patientId), key.current)
      toast(t('ownAdded'))
      done()
    } catch (error) {
      setProblem(asProblem(error))
      setBusy(false)
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
      <WishFields
        own
        form={form}
        set={part => {
          setForm(before => ({ ...before, ...part }))
          key.current = crypto.randomUUID()
        }}
        trouble={trouble}
      />
      <Button type="submit" size="md" loading={busy} mt="md">
        {t('ownAdd')}
      </Button>
    </form>
  )
}
