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
import { WishFields } from './EntryFields.tsx'
import { emptyWish, troubleOf, type WishForm, type WishTrouble, wishOf } from './entryForm.ts'

interface Typed extends WishForm {
  patient: FoundPatient | null
}
const empty: Typed = { ...emptyWish, patient: null }

/** Somebody found no time that suits: who, what for, and when it would. */
export function AddWishDrawer({ close }: { close: () => void }) {
  const { value: form, set, clear } = useDraft<Typed>('waitlist', empty)
  const [trouble, setTrouble] = useState<WishTrouble | null>(null)
  const [nobody, setNobody] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const key = useRef(crypto.randomUUID())
  const change = (part: Partial<Typed>) => {
    set(before => ({ ...before, ...part }))
    setProblem(null)
    key.current = crypto.randomUUID()
  }
  const submit = async () => {
    const found = troubleOf(form)
    setTrouble(found)
    setNobody(!form.patient)
    if (found || !form.patient) return document.getElementById('wish-patient')?.focus()
    setBusy(true)
    try {
      await addWaitlistEntry(wishOf(form, form.patient.id), key.current)
      toast(t('didAdd', { name: form.patient.name }))
      clear(empty)
      close()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
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
            id="wish-patient"
            chosen={form.patient}
            choose={patient => change({ patient })}
            error={nobody && !form.patient ? day('patientMissing') : undefined}
            registerThen="/waitlist?open=add"
          />
          <WishFields form={form} set={change} trouble={trouble} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('addShort')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  )
}
