import { Alert, Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { type Member, removeSecondFactorOf } from '../../api/members.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { problemText } from '../../i18n/problems.ts'
import { toast } from '../../parts/toast.tsx'

/** The way back in for a member who lost the phone and the recovery codes. */
export function LostStep({ member, close }: { member: Member; close: () => void }) {
  const { name, email } = member.account
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const act = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await removeSecondFactorOf(member)
      toast(t('lostStepDone', { name }))
      close()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
      setAsked(false)
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
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('lostStepOff')}
        </Button>
      </div>
      <Modal opened={asked} onClose={() => setAsked(false)} title={t('lostStepAsk', { name })}>
        <Text mb="md">{t('lostStepText', { name, email })}</Text>
        <Group>
          <Button color="red.9" loading={busy} onClick={act}>
            {t('lostStepYes', { name })}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            {common('cancel')}
          </Button>
        </Group>
      </Modal>
    </section>
  )
}
