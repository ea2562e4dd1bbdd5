import { Button, Checkbox, Group, Select, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { walkIn } from '../../api/desk.ts'
import { type FoundPatient, patientCard } from '../../api/patients.ts'
import { asProblem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/day.ts'
import { problemText } from '../../i18n/problems.ts'
import { DraftRestored } from '../../parts/DraftRestored.tsx'
import { useDraft } from '../../parts/drafts.ts'
import { ErrorSummary, type FieldError } from '../../parts/ErrorSummary.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { toast } from '../../parts/toast.tsx'
import { PatientPicker } from './PatientPicker.tsx'
import { type Doctor, patientName } from './visitRules.ts'

interface WalkInForm {
  patient: FoundPatient | null
  staffId: string
  reason: string
  urgent: boolean
}

const empty: WalkInForm = { patient: null, staffId: '', reason: '', urgent: false }
const field = 'walk-in-patient'

/** Straight into the queue: who, with whom if that is known, why, and whether it is urgent. */
export function WalkInDrawer({
  doctors,
  patientId,
  close,
}: {
  doctors: Doctor[]
  patientId: string | null
  close: () => void
}) {
  const { value: form, set, clear, restoredAt } = useDraft<WalkInForm>('walk-in', empty)
  const [errors, setErrors] = useState<FieldError[]>([])
  const [attempt, setAttempt] = useState(0)
  const [sending, setSending] = useState(false)
  const key = useRef(crypto.randomUUID())
  const registeredPatient = useQuery({ ...patientCard(patientId ?? ''), enabled: patientId !== null })
  useEffect(() => {
    if (registeredPatient.data) set(before => ({ ...before, patient: registeredPatient.data }))
  }, [registeredPatient.data, set])

  const change = (part: Partial<WalkInForm>) => {
    set(before => ({ ...before, ...part }))
    key.current = crypto.randomUUID()
  }
  const submit = async () => {
    setAttempt(attempt + 1)
    if (!form.patient) return setErrors([{ field, text: t('patientMissing') }])
    setSending(true)
    try {
      const reason = form.reason.trim()
      const visit = await walkIn(
        {
          patientId: form.patient.id,
          urgent: form.urgent,
          ...(form.staffId ? { staffId: form.staffId } : {}),
          ...(reason ? { reason } : {}),
        },
        key.current,
      )
      clear(empty)
      toast(t('didWalkIn', { name: patientName(visit), number: visit.queueNumber ?? '–' }))
      close()
    } catch (error) {
      setErrors([{ text: problemText(asProblem(error)) }])
    } finally {
      setSending(false)
    }
  }
  return (
    <SideDrawer close={close} title={t('walkInTitle')}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="sm">
          <ErrorSummary errors={errors} attempt={attempt} />
          <DraftRestored
            at={restoredAt && !patientId && (form.patient || form.reason) ? restoredAt : null}
            discard={() => clear(empty)}
          />
          <PatientPicker
            id={field}
            chosen={form.patient}
            choose={patient => {
              change({ patient })
              setErrors([])
            }}
            error={errors.find(error => error.field === field)?.text}
            registerThen="/day?open=walk-in"
          />
          <Select
            label={t('doctor')}
            data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
            value={form.staffId || null}
            placeholder={t('anyDoctor')}
            clearable
            onChange={value => change({ staffId: value ?? '' })}
          />
          <Textarea
            label={t('reason')}
            description={t('reasonHelp')}
            autosize
            minRows={2}
            maxLength={500}
            value={form.reason}
            onChange={event => change({ reason: event.currentTarget.value.replace(/\n/g, ' ') })}
          />
          <Checkbox
            label={t('isUrgent')}
            checked={form.urgent}
            onChange={event => change({ urgent: event.currentTarget.checked })}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {t('addToQueue')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SideDrawer>
  )
}
