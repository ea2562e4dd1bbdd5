import { Button, Textarea } from '@mantine/core'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type Problem } from '../../../api/problem.ts'
import { openRecord, recordStateOf } from '../../../api/restrictions.ts'
import { t } from '../../../i18n/restrictions.ts'
import { dayOf } from '../../../i18n/time.ts'
import { ProblemNote } from '../../../parts/ProblemNote.tsx'
import { EmptyState } from '../../../parts/query-states.tsx'

/** The closed face of a record: who restricted it and why, and the form that opens it with a reason. */
export function ClosedRecord({ patientId, closed }: { patientId: string; closed: 'reason_required' | 'blocked' }) {
  const icon = <IconLock size={28} stroke={1.4} />
  if (closed === 'blocked')
    return (
      <EmptyState title={t('shut')} icon={icon}>
        {t('shutHelp')}
      </EmptyState>
    )
  return (
    <EmptyState title={t('closed')} icon={icon}>
      <Why patientId={patientId} />
      <ReasonForm patientId={patientId} />
    </EmptyState>
  )
}

/** Beside the form, which works without it. */
function Why({ patientId }: { patientId: string }) {
  const state = useQuery(recordStateOf(patientId))
  if (!state.data) return null
  const { restriction } = state.data
  if (!restriction) return <p>{t('closedUnrelated')}</p>
  const { restrictedBy, updatedAt, reason } = restriction
  return (
    <>
      <p>{t('closedRestricted')}</p>
      <p>{t('restrictedBy', { name: restrictedBy.name, date: dayOf(updatedAt), reason })}</p>
    </>
  )
}

function ReasonForm({ patientId }: { patientId: string }) {
  const [reason, setReason] = useState('')
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = async () => {
    if (!reason.trim() || pending) return
    setPending(true)
    setProblem(null)
    try {
      await openRecord(patientId, reason.trim(), key)
    } catch (error) {
      setProblem(asProblem(error))
      setKey(crypto.randomUUID())
    } finally {
      setPending(false)
    }
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <ProblemNote problem={problem} />
      <Textarea
        label={t('reason')}
        description={t('reasonHelp')}
        value={reason}
        maxLength={500}
        ta="left"
        autosize
        minRows={2}
        required
        onChange={event => setReason(event.currentTarget.value.replace(/\n/g, ' '))}
      />
      <Button type="submit" mt="sm" loading={pending}>
        {t('open')}
      </Button>
    </form>
  )
}
