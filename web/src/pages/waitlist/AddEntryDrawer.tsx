import { Button, Group, Stack } from '@mantine/core'
import { useRef, useState } from 'react'
import type { FoundPatient } from '../../api/patients.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { addWaitlistEntry } from '../../api/waitlist.ts'
import { t as common } from '../../i18n/common.ts'
import { t as day } from '../../i18n/day.ts'
import { t } from '../../i18n/waitlist.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { toast } from '../../parts/toast.tsx'
import { PatientPicker } from '../day/PatientPicker.tsx'
import { EntryFields } from './EntryFields.tsx'
import { type EntryForm, type EntryProblem, emptyEntry, entryOf, problemOf } from './entryForm.ts'

interface EntryDraft extends EntryForm {
  patient: FoundPatient | null
}
const empty: EntryDraft = { ...emptyEntry, patient: null }

/** Add a patient to the waitlist: visit type, doctor, days and hours. */
export function AddEntryDrawer({ close }: { close: () => void }) {
  const { value: form, set, clear } = useDraft<EntryDraft>('waitlist', empty)
  const [entryProblem, setEntryProblem] = useState<EntryProblem | null>(null)
  const [patientMissing, setPatientMissing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sending, setSending] = useState(false)
  const key = useRef(crypto.randomUUID())
  const change = (part: Partial<EntryDraft>) => {
    set(before => ({ ...before, ...part }))
    setProblem(null)
    key.current = crypto.randomUUID()
  }
  const submit = async () => {
    const missing = problemOf(form)
    setEntryProblem(missing)
    setPatientMissing(!form.patient)
    if (missing || !form.patient) return document.getElementById('waitlist-patient')?.focus()
    setSending(true)
    try {
      await addWaitlistEntry(entryOf(form, form.patient.id), key.current)
      toast(t('didAdd', { name: form.patient.name }))
      clear(empty)
      close()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setSending(false)
    }
  }
  return (
    <SideDrawer close={close} title={t('add')}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="sm">
          <ProblemNote problem={problem} />
          <PatientPicker
            id="waitlist-patient"
            chosen={form.patient}
            choose={patient => change({ patient })}
            error={patientMissing && !form.patient ? day('patientMissing') : undefined}
            registerThen="/waitlist?open=add"
          />
          <EntryFields form={form} set={change} problem={entryProblem} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {t('addShort')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  )
}
