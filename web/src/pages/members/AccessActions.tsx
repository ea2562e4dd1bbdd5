import { Alert, Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { changeMember, type Member, removeMember } from '../../api/members.ts'
import { asProblem, type Problem } from '../../api/problem.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { problemText } from '../../i18n/problems.ts'
import { toast } from '../../parts/toast.tsx'

interface Props {
  member: Member
  /** Whether it is one's own access. */
  me: boolean
  lastOwner: boolean
  close: () => void
}

/** Access for a while or for good: disable, enable, remove. */
export function Ending({ member, me, lastOwner, close }: Props) {
  const { name } = member.account
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const act = async (sent: () => Promise<unknown>, done: string) => {
    setBusy(true)
    setProblem(null)
    try {
      await sent()
      toast(done)
      close()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
      setAsked(false)
    }
  }
  const turn = () =>
    act(
      () => changeMember(member, { disabled: !member.disabled }),
      t(member.disabled ? 'enabledDone' : 'disabledDone', { name }),
    )
  return (
    <section className="members-after" aria-label={t('access')}>
      {(lastOwner || me) && <Text c="dimmed">{t(lastOwner ? 'lastOwner' : 'yourself')}</Text>}
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
        <Button variant="default" loading={busy} onClick={turn}>
          {t(member.disabled ? 'enable' : 'disable')}
        </Button>
      </div>
      <div>
        <p>{t('removeHelp')}</p>
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('remove')}
        </Button>
      </div>
      <Modal opened={asked} onClose={() => setAsked(false)} title={t('removeAsk', { name })}>
        <Text mb={me ? 'xs' : 'md'}>{t('removeText', { name, email: member.account.email })}</Text>
        {me && (
          <Text mb="md" c="var(--warn)">
            {t('yourself')}
          </Text>
        )}
        <Group>
          <Button color="red.9" loading={busy} onClick={() => act(() => removeMember(member), t('removed', { name }))}>
            {t('removeYes', { name })}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            {common('cancel')}
          </Button>
        </Group>
      </Modal>
    </section>
  )
}
