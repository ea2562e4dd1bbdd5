import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Invitation, resendInvitation, revokeInvitation } from '../../api/members.ts'
import { t } from '../../i18n/members.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { toast, toastProblem } from '../../parts/toast.tsx'

interface Props {
  invitation: Invitation
  /** Called with the new code where there is no address to send it to. */
  onPrint: (invitation: Invitation) => void
}

/** Send an invitation again, or withdraw it. */
export function InvitationActions({ invitation, onPrint }: Props) {
  const { name, email } = invitation
  const resendLabel = email ? t('resend') : t('resendCode')
  const [pending, setPending] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const run = async (what: () => Promise<void>) => {
    setPending(true)
    try {
      await what()
    } catch (error) {
      toastProblem(error)
    } finally {
      setPending(false)
      setConfirming(false)
    }
  }
  const resend = () =>
    run(async () => {
      const renewed = await resendInvitation(invitation)
      if (renewed.code) onPrint(renewed)
      else toast(t('resent', { email: renewed.email ?? '' }))
    })
  const revoke = () =>
    run(async () => {
      await revokeInvitation(invitation)
      toast(t('revoked', { name }))
    })
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        loading={pending && !confirming}
        aria-label={t('resendOf', { action: resendLabel, name })}
        onClick={resend}
      >
        {resendLabel}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={t('revokeOf', { name })}
        onClick={() => setConfirming(true)}
      >
        {t('revoke')}
      </Button>
      <ConfirmDialog
        opened={confirming}
        title={t('revokeAsk', { name })}
        text={t('revokeText', { name })}
        yes={t('revokeYes')}
        pending={pending}
        onYes={revoke}
        onClose={() => setConfirming(false)}
      />
    </>
  )
}
