import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Role } from '../../../../workers/shared/permissions.ts'
import { changeMember, type Member } from '../../api/members.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { ErrorSummary } from '../../parts/ErrorSummary.tsx'
import { summaryOf, useFormSubmit } from '../../parts/form.ts'
import { ProblemNote } from '../../parts/ProblemNote.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { toast } from '../../parts/toast.tsx'
import { useSession } from '../../session/session.ts'
import { AccessActions } from './AccessActions.tsx'
import { ProfileField } from './ProfileField.tsx'
import { ResetSecondFactor } from './ResetSecondFactor.tsx'
import { RolesField } from './RolesField.tsx'

const fields = ['roles', 'staffId'] as const

interface Props {
  member: Member
  /** The list it stands in, which tells whether it is the last owner. */
  members: Member[]
  close: () => void
}

function isOwner({ roles, disabled }: Member): boolean {
  return roles.includes('owner') && !disabled
}

/** The access of one person: roles, staff profile, and how it ends. */
export default function MemberDrawer({ member: opened, members, close }: Props) {
  // The list is asked again after a change, and what is shown follows it.
  const member = members.find(one => one.id === opened.id) ?? opened
  const ownAccess = useSession().account.id === member.account.id
  const lastOwner = isOwner(member) && members.filter(isOwner).length === 1
  const isStaff = member.roles.some(role => role !== 'patient')
  return (
    <SideDrawer title={t('changeOf', { name: member.account.name })} close={close}>
      {isStaff && <Roles key={member.version} member={member} close={close} />}
      {member.secondFactor && !ownAccess && (
        <ResetSecondFactor key={`step-${member.version}`} member={member} close={close} />
      )}
      <AccessActions member={member} ownAccess={ownAccess} lastOwner={lastOwner} close={close} />
    </SideDrawer>
  )
}

function Roles({ member, close }: { member: Member; close: () => void }) {
  const [roles, setRoles] = useState<Role[]>(member.roles)
  const [staffId, setStaffId] = useState(member.staffId ?? '')
  const save = useFormSubmit(fields, {
    last_owner: { field: 'roles', text: t('lastOwner') },
    staff_not_found: { field: 'staffId', text: t('profileNone') },
  })
  const submit = async () => {
    const done = await save.run(async () => {
      if (roles.length === 0) return { roles: t('rolesMissing') }
      const change = {
        ...(roles.join() === member.roles.join() ? {} : { roles }),
        ...(staffId === (member.staffId ?? '') ? {} : { staffId: staffId || null }),
      }
      if (Object.keys(change).length > 0) await changeMember(member, change)
      return null
    })
    if (!done) return
    toast(t('saved', { name: member.account.name }))
    close()
  }
  return (
    <form
      className="members-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <ErrorSummary
        errors={summaryOf(save.messages, 'member-', { roles: t('roles'), staffId: t('profile') })}
        attempt={save.attempt}
      />
      <ProblemNote problem={save.problem} />
      <RolesField id="member-roles" value={roles} onChange={setRoles} error={save.messages.roles} />
      <ProfileField id="member-staffId" value={staffId} onChange={setStaffId} error={save.messages.staffId} />
      <div className="members-buttons">
        <Button type="submit" loading={save.pending}>
          {common('save')}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  )
}
