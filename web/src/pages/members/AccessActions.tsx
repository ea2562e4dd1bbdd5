import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { changeMember, type Member, removeMember } from '../../api/members.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { problemText } from '../../i18n/problems.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { toast } from '../../parts/toast.tsx'

interface Props {
  member: Member
  /** Whether it is one's own access. */
  ownAccess: boolean
  lastOwner: boolean
  close: () => void
}

/** Access for a while or for good: disable, enable, remove. */
export function AccessActions({ member, ownAccess, lastOwner, close }: Props) {
  const { name } = member.account
  const [confirming, setConfirming] = useState(false)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const changeAccess = async (sent: () => Promise<unknown>, confirmation: string) => {
    setPending(true)
    setProblem(null)
    try {
      await sent()
      toast(confirmation)
      close()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setPending(false)
      setConfirming(false)
    }
  }
  const setDisabled = () =>
    changeAccess(
      () => changeMember(member, { disabled: !member.disabled }),
      t(member.disabled ? 'enabledDone' : 'disabledDone', { name }),
    )
  return (
    <section className="members-after" aria-label={t('access')}>
      {(lastOwner || ownAccess) && <Text c="dimmed">{t(lastOwner ? 'lastOwner' : 'yourself')}</Text>}
      {problem && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          title={problem.code === 'last_owner' ? t('lastOwner') : problemText(problem)}
        >
          {problem.requestId && <Text size="xs">{common('requestId', { id: problem.requestId })}</Text>}
        </Alert>
      )}
      <div>
        <p>{t(member.disabled ? 'enableHelp' : 'disableHelp', { name })}</p>
        <Button variant="default" loading={pending} onClick={setDisabled}>
          {t(member.disabled ? 'enable' : 'disable')}
        </Button>
      </div>
      <div>
        <p>{t('removeHelp')}</p>
        <Button variant="default" onClick={() => setConfirming(true)}>
          {t('remove')}
        </Button>
      </div>
      <ConfirmDialog
        opened={confirming}
        title={t('removeAsk', { name })}
        text={t('removeText', { name, email: member.account.email })}
        yes={t('removeYes', { name })}
        pending={pending}
        onYes={() => changeAccess(() => removeMember(member), t('removed', { name }))}
        onClose={() => setConfirming(false)}
      >
        {ownAccess && (
          <Text mb="md" c="var(--warn)">
            {t('yourself')}
          </Text>
        )}
      </ConfirmDialog>
    </section>
  )
}
