import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { type Member, memberList } from '../../api/members.ts'
import { staffList } from '../../api/staff.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { clock, dayOf } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useSession } from '../../session/session.ts'
import { StateBadge } from '../settings/StateBadge.tsx'

const MemberDrawer = lazy(() => import('./MemberDrawer.tsx'))
const InviteStaff = lazy(() => import('./InviteStaff.tsx'))

/** Everybody who works here and may sign in. */
export function StaffMembers() {
  const [inviting, setInviting] = useState(false)
  useShortcuts([{ keys: 'n', label: t('inviteStaff'), run: () => setInviting(true) }])
  return (
    <>
      <div className="settings-bar">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
          {t('inviteStaff')}
        </Button>
      </div>
      <Table group="staff" />
      <Suspense>{inviting && <InviteStaff close={() => setInviting(false)} />}</Suspense>
    </>
  )
}

/** Patients, guardians and carers with an account. */
export function PatientMembers() {
  return <Table group="patients" />
}

function Table({ group }: { group: 'staff' | 'patients' }) {
  const members = useInfiniteQuery(memberList(group))
  const [open, setOpen] = useState<Member | null>(null)
  const items = members.data?.pages.flatMap(page => page.items)
  if (items === undefined)
    return members.isError ? (
      <FailedState error={members.error} retry={() => members.refetch()} />
    ) : (
      <LoadingState rows={8} />
    )
  if (items.length === 0)
    return group === 'staff' ? (
      <EmptyState title={t('noStaff')} />
    ) : (
      <EmptyState title={t('noPatients')}>{t('noPatientsHelp')}</EmptyState>
    )
  return (
    <>
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('roles')}</th>
            {group === 'staff' && <th scope="col">{t('profile')}</th>}
            <th scope="col">{t('secondFactor')}</th>
            <th scope="col">{t('lastSeen')}</th>
            <th scope="col">
              <span className="only-spoken">{t('change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(member => (
            <Row key={member.id} member={member} group={group} change={() => setOpen(member)} />
          ))}
        </tbody>
      </table>
      {members.hasNextPage && (
        <div>
          <Button variant="default" loading={members.isFetchingNextPage} onClick={() => members.fetchNextPage()}>
            {t('showMore')}
          </Button>
        </div>
      )}
      <Suspense>{open && <MemberDrawer member={open} members={items} close={() => setOpen(null)} />}</Suspense>
    </>
  )
}

interface RowProps {
  member: Member
  group: 'staff' | 'patients'
  change: () => void
}

function Row({ member, group, change }: RowProps) {
  const { account, roles, patients, disabled, secondFactor, lastSeenAt } = member
  const me = useSession().account.id === account.id
  return (
    <tr>
      <th scope="row">
        {account.name} {me && <small className="members-dim">({t('you')})</small>}
        <span className="members-address">{account.email}</span>
        {disabled && <span className="members-off">{t('disabled')}</span>}
      </th>
      <td data-name={t('roles')}>
        <span>
          {roles.map(role => common(role)).join(', ')}
          {patients.length > 0 && <span className="members-address">{t('standsFor', { count: patients.length })}</span>}
        </span>
      </td>
      {group === 'staff' && (
        <td data-name={t('profile')}>
          <ProfileLink staffId={member.staffId} />
        </td>
      )}
      <td data-name={t('secondFactor')}>
        <StateBadge kind={secondFactor ? 'yes' : 'no'}>{secondFactor ? t('on') : t('off')}</StateBadge>
      </td>
      <td data-name={t('lastSeen')}>
        {lastSeenAt ? `${dayOf(lastSeenAt)} ${clock(lastSeenAt)}` : <span className="members-dim">{t('never')}</span>}
      </td>
      <td className="settings-actions">
        <Button variant="subtle" size="compact-sm" aria-label={t('changeOf', { name: account.name })} onClick={change}>
          {t('change')}
        </Button>
      </td>
    </tr>
  )
}

function ProfileLink({ staffId }: { staffId: string | undefined }) {
  const staff = useQuery(staffList(false))
  if (!staffId) return <span className="members-dim">{t('noProfile')}</span>
  return <Link href={`/staff/${staffId}`}>{staff.data?.items.find(one => one.id === staffId)?.name ?? '…'}</Link>
}
