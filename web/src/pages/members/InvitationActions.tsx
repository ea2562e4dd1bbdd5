import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { type Invitation, resendInvitation, revokeInvitation } from '../../api/members.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { toast, toastProblem } from '../../parts/toast.tsx'

interface Props {
  invitation: Invitation
  /** Called with the new code where there is no address to send it to. */
  printed: (invitation: Invitation) => void
}

/** Send an invitation again, or withdraw it. */
export function InvitationActions({ invitation, printed }: Props) {
  const { name, email } = invitation
  const again = email ? t('resend') : t('resendCode')
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  const act = async (what: () => Promise<void>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
      setAsked(false)
    }
  }
  const resend = () =>
    act(async () => {
      const renewed = await resendInvitation(invitation)
      if (renewed.code) printed(renewed)
      else toast(t('resent', { email: renewed.email ?? '' }))
    })
  const revoke = () =>
    act(async () => {
      await revokeInvitation(invitation)
      toast(t('revoked', { name }))
    })
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={busy && !asked}
        aria-label={t('resendOf', { action: again, name })}
        onClick={resend}
      >
        {again}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={t('revokeOf', { name })}
        onClick={() => setAsked(true)}
      >
        {t('revoke')}
      </Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title={t('revokeAsk', { name })}>
        <Text mb="md" ta="left" style={{ whiteSpace: 'normal' }}>
          {t('revokeText', { name })}
        </Text>
        <Group>
          <Button color="red.9" loading={busy} onClick={revoke}>
            {t('revokeYes')}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            {common('cancel')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
