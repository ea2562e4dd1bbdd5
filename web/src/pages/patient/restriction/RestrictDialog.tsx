import { Button, Group, Modal, MultiSelect, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Patient } from '../../../api/patients.ts'
import { asProblem, type Problem } from '../../../api/problem.ts'
import {
  cliniciansQuery,
  liftRestriction,
  type RecordState,
  recordStateOf,
  restrictRecord,
} from '../../../api/restrictions.ts'
import { t as common } from '../../../i18n/common.ts'
import { t } from '../../../i18n/restrictions.ts'
import { dayOf } from '../../../i18n/time.ts'
import { ConfirmDialog } from '../../../parts/ConfirmDialog.tsx'
import { ProblemNote } from '../../../parts/ProblemNote.tsx'
import { QueryContent } from '../../../parts/query-states.tsx'
import { toast, toastProblem } from '../../../parts/toast.tsx'
import { useSession } from '../../../session/session.ts'

interface Props {
  patient: Patient
  opened: boolean
  onClose: () => void
}

/** Restrict a patient's record, change the restriction, or lift it. */
export function RestrictDialog({ patient, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')}>
      <Loaded patient={patient} onClose={onClose} />
    </Modal>
  )
}

function Loaded({ patient, onClose }: Pick<Props, 'patient' | 'onClose'>) {
  const state = useQuery({ ...recordStateOf(patient.id), staleTime: 0 })
  return (
    <QueryContent query={state} rows={3}>
      {read =>
        read.asks === 'blocked' ? (
          <Text>{t('shut')}</Text>
        ) : (
          <Form key={read.restriction?.version} patient={patient} state={read} onClose={onClose} />
        )
      }
    </QueryContent>
  )
}

function Form({ patient, state, onClose }: { patient: Patient; state: RecordState; onClose: () => void }) {
  const { restriction } = state
  const { account } = useSession()
  const clinicians = useQuery(cliniciansQuery)
  const [reason, setReason] = useState(restriction?.reason ?? '')
  const [blocked, setBlocked] = useState(restriction?.blocked ?? [])
  const [pending, setPending] = useState(false)
  const [lifting, setLifting] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async () => {
    if (!reason.trim() || pending) return
    setPending(true)
    setProblem(null)
    try {
      await restrictRecord(patient.id, { reason: reason.trim(), blocked }, restriction)
      toast(t('setDone'))
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setPending(false)
    }
  }
  const lift = async () => {
    if (!restriction) return
    setPending(true)
    try {
      await liftRestriction(patient.id, restriction)
      toast(t('liftDone'))
      onClose()
    } catch (error) {
      toastProblem(error)
    } finally {
      setPending(false)
      setLifting(false)
    }
  }
  // Whoever restricts shuts out others: the own account is not among the choices.
  const choices = (clinicians.data ?? []).filter(one => one.accountId !== account.id)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('help')}</Text>
        {restriction && (
          <Text size="sm" c="dimmed">
            {t('restrictedBy', {
              name: restriction.restrictedBy.name,
              date: dayOf(restriction.updatedAt),
              reason: restriction.reason,
            })}
          </Text>
        )}
        <ProblemNote problem={problem} />
        <Textarea
          label={t('why')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          required
          onChange={event => setReason(event.currentTarget.value.replace(/\n/g, ' '))}
        />
        <MultiSelect
          label={t('blocked')}
          description={t('blockedHelp')}
          data={choices.map(one => ({ value: one.accountId, label: one.name }))}
          value={blocked}
          onChange={setBlocked}
          searchable
          disabled={clinicians.data === undefined}
        />
        <Group>
          <Button type="submit" loading={pending && !lifting}>
            {t(restriction ? 'change' : 'set')}
          </Button>
          {restriction && (
            <Button variant="default" onClick={() => setLifting(true)}>
              {t('lift')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common('cancel')}
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={lifting}
        title={t('liftAsk')}
        text={t('liftText', { name: patient.name.text })}
        yes={t('liftYes')}
        pending={pending}
        onYes={() => void lift()}
        onClose={() => setLifting(false)}
      />
    </form>
  )
}
