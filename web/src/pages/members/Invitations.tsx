import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Invitation, invitationList } from '../../api/members.ts'
import { t as common } from '../../i18n/common.ts'
import { t } from '../../i18n/members.ts'
import { dayOf } from '../../i18n/time.ts'
import { EmptyState, FailedState, LoadingState } from '../../parts/query-states.tsx'
import { SideDrawer } from '../../parts/SideDrawer.tsx'
import { InvitationActions } from './InvitationActions.tsx'
import { PrintCode } from './PrintCode.tsx'

/** Who was invited and has not come yet. */
export function Invitations() {
  const invitations = useInfiniteQuery(invitationList())
  const [printed, setPrinted] = useState<Invitation | null>(null)
  const items = invitations.data?.pages.flatMap(page => page.items)
  if (items === undefined)
    return invitations.isError ? (
      <FailedState error={invitations.error} retry={() => invitations.refetch()} />
    ) : (
      <LoadingState rows={6} />
    )
  return (
    <>
      {items.length === 0 && <EmptyState title={t('noInvitations')}>{t('noInvitationsHelp')}</EmptyState>}
      {items.length > 0 && (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('roles')}</th>
              <th scope="col">{t('status')}</th>
              <th scope="col">{t('by')}</th>
              <th scope="col">
                <span className="only-spoken">{t('change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(one => (
              <tr key={one.id}>
                <th scope="row">
                  {one.name}
                  <span className="members-address">{one.email ?? t('asPrinted')}</span>
                </th>
                <td data-name={t('roles')}>
                  {one.relation ? t(one.relation) : one.roles.map(role => common(role)).join(', ')}
                </td>
                <td data-name={t('status')}>
                  {t(one.status === 'expired' ? 'expired' : 'open', { date: dayOf(one.expiresAt) })}
                </td>
                <td data-name={t('by')}>{one.invitedBy.name}</td>
                <td className="settings-actions">
                  <InvitationActions invitation={one} onPrint={setPrinted} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {invitations.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={invitations.isFetchingNextPage}
            onClick={() => invitations.fetchNextPage()}
          >
            {t('showMore')}
          </Button>
        </div>
      )}
      {printed && (
        <SideDrawer title={t('codeTitle', { name: printed.name })} close={() => setPrinted(null)}>
          <PrintCode invitation={printed} close={() => setPrinted(null)} />
        </SideDrawer>
      )}
    </>
  )
}
