import { Button } from '@mantine/core'
import { useState } from 'react'
import { approveRelation, endRelation, type Relation } from '../../api/relations.ts'
import { t } from '../../i18n/relations.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'
import { useMay, useSession } from '../../session/session.ts'

/** Approve a new relation, confirm a guardianship, or end either: what this person may of it. Ending is asked twice, for nothing undoes it. */
export function RelationActions({ relation, mayEnd }: { relation: Relation; mayEnd: boolean }) {
  const may = useMay()
  const { account } = useSession()
  const [pending, setPending] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const { name } = relation.account
  if (relation.status === 'ended') return null
  const confirms = relation.endsOn !== undefined
  const mayApprove = may('relation.approve') === 'all' && !relation.mine && relation.invitedBy?.id !== account.id
  const run = async (what: () => Promise<unknown>, done: string) => {
    setPending(true)
    try {
      await what()
      toast(done)
    } catch (error) {
      toastProblem(error)
    } finally {
      setPending(false)
      setConfirming(false)
    }
  }
  return (
    <>
      {mayApprove && (relation.status === 'pending' || confirms) && (
        <Button
          size="compact-sm"
          loading={pending && !confirming}
          aria-label={t(confirms ? 'confirmOf' : 'approveOf', { name })}
          onClick={() => void run(() => approveRelation(relation), t(confirms ? 'confirmed' : 'approved', { name }))}
        >
          {t(confirms ? 'confirm' : 'approve')}
        </Button>
      )}
      {mayEnd && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('endOf', { name })}
          onClick={() => setConfirming(true)}
        >
          {t('end')}
        </Button>
      )}
      <ConfirmDialog
        opened={confirming}
        title={t('endAsk', { name })}
        text={t('endText', { name })}
        yes={t('endYes')}
        pending={pending}
        onYes={() => void run(() => endRelation(relation), t('endedDone', { name }))}
        onClose={() => setConfirming(false)}
      />
    </>
  )
}
