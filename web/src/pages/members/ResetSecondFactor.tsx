import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { type Member, removeSecondFactorOf } from '../../api/members.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { problemText } from '../../i18n/problems.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { toast } from '../../parts/toast.tsx'

/** The way back in for a member who lost the phone and the recovery codes. */
export function ResetSecondFactor({ member, close }: { member: Member; close: () => void }) {
  const { name, email } = member.account
  const [confirming, setConfirming] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const reset = async () => {
    setPending(true)
    setProblem(null)
    try {
      await removeSecondFactorOf(member)
      toast(t('lostStepDone', { name }))
      close()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setPending(false)
      setConfirming(false)
    }
  }
  return (
    <section className="members-after" aria-label={t('lostStep')}>
      {problem && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          title={problem.code === 'account_shared' ? t('lostStepShared', { name }) : problemText(problem)}
        >
          {problem.requestId && <Text size="xs">{common('requestId', { id: problem.requestId })}</Text>}
        </Alert>
      )}
      <div>
        <p>{t('lostStepHelp', { name })}</p>
        <Button variant="default" onClick={() => setConfirming(true)}>
          {t('lostStepOff')}
        </Button>
      </div>
      <ConfirmDialog
        opened={confirming}
        title={t('lostStepAsk', { name })}
        text={t('lostStepText', { name, email })}
        yes={t('lostStepYes', { name })}
        pending={pending}
        onYes={reset}
        onClose={() => setConfirming(false)}
      />
    </section>
  )
}
