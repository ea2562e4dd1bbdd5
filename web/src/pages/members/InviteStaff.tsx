import { useState } from 'react'
import type { Role } from '../../../../workers/shared/permissions.ts'
import { type Invitation, invite } from '../../api/members.ts'
import { t } from '../../i18n/members.ts'
import { useFormSubmit } from '../../parts/form.ts'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { toast } from '../../parts/toast.tsx'
import { emptyInvitation, type InviteFields, InviteForm, inputOf, inviteFields, inviteRefusals } from './InviteForm.tsx'
import { PrintCode } from './PrintCode.tsx'
import { ProfileField } from './ProfileField.tsx'
import { RolesField } from './RolesField.tsx'

const fields = [...inviteFields, 'roles', 'staffId']

/** Invite a colleague: roles, and the staff profile that is theirs. */
export default function InviteStaff({ close }: { close: () => void }) {
  const [form, setForm] = useState<InviteFields>(emptyInvitation)
  const [roles, setRoles] = useState<Role[]>([])
  const [staffId, setStaffId] = useState('')
  const [printed, setPrinted] = useState<Invitation | null>(null)
  const save = useFormSubmit(fields, inviteRefusals())
  const submit = async () => {
    let invited: Invitation | undefined
    const done = await save.run(async () => {
      const { input, messages } = inputOf(form)
      const data = { ...messages, ...(roles.length === 0 ? { roles: t('rolesMissing') } : {}) }
      if (!input || Object.keys(data).length > 0) return data
      invited = await invite({ ...input, roles, ...(staffId ? { staffId } : {}) })
      return null
    })
    if (!done || !invited) return
    if (invited.code) return setPrinted(invited)
    toast(t('sent', { email: invited.email ?? '' }))
    close()
  }
  return (
    <SideDrawer title={printed ? t('codeTitle', { name: printed.name }) : t('inviteStaff')} close={close}>
      {printed ? (
        <PrintCode invitation={printed} close={close} />
      ) : (
        <InviteForm
          form={form}
          set={part => setForm(before => ({ ...before, ...part }))}
          save={save}
          submit={submit}
          labels={{ roles: t('roles'), staffId: t('profile') }}
          close={close}
        >
          <RolesField id="invite-roles" value={roles} onChange={setRoles} error={save.messages.roles} />
          <ProfileField
            id="invite-staffId"
            value={staffId}
            error={save.messages.staffId}
            onChange={(chosen, profile) => {
              setStaffId(chosen)
              if (profile && !form.name.trim()) setForm(before => ({ ...before, name: profile.name }))
            }}
          />
        </InviteForm>
      )}
    </SideDrawer>
  )
}
