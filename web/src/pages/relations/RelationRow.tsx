import './relations.css'
import IconWaits from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs'
import type { ReactNode } from 'react'
import type { Relation } from '../../api/relations.ts'
import { t } from '../../i18n/relations.ts'
import { clock, dayOf, plainDate } from '../../i18n/time.ts'

/** One account that stands for a patient: who, as what, since when, and what it sees. */
export function RelationRow({
  relation,
  title,
  children,
}: {
  relation: Relation
  title?: ReactNode
  children?: ReactNode
}) {
  const { account, invitedBy, mine, since } = relation
  return (
    <li>
      <div>
        {title}
        <strong>{account.name}</strong> <small>{t(relation.relation)}</small>
        <p>
          {relation.status === 'pending' && <IconWaits size={14} aria-hidden />} {statusText(relation)}
        </p>
        <p className="relations-dim">
          {t('since', { date: dayOf(since) })}
          {invitedBy &&
            ` · ${invitedBy.name === account.name && mine ? t('registeredOnline') : t('invitedBy', { name: invitedBy.name })}`}
        </p>
        {relation.status !== 'ended' && relation.ofAgeOn && (
          <p className="relations-warn">
            {relation.endsOn
              ? t('ofAge', { date: plainDate(relation.ofAgeOn), ends: plainDate(relation.endsOn) })
              : t('ofAgeConfirmed', { date: plainDate(relation.ofAgeOn) })}
            {relation.ofAgeTold && ` ${t('ofAgeTold', { date: dayOf(relation.ofAgeTold) })}`}
          </p>
        )}
      </div>
      {children && <div className="relations-buttons">{children}</div>}
    </li>
  )
}

function statusText(relation: Relation): string {
  const { status, recordFrom, held, endedAt, endedFor, endedBy } = relation
  if (status === 'active') return t('active')
  if (status === 'pending') {
    if (held && recordFrom) return t('pendingMerge')
    return recordFrom ? t('pendingUntil', { date: dayOf(recordFrom), time: clock(recordFrom) }) : t('pendingApproval')
  }
  const why = endedFor === 'request' ? t('endedFor_request', { name: endedBy?.name ?? '' }) : whyText(endedFor)
  return [t('ended', { date: dayOf(endedAt ?? relation.updatedAt) }), why].filter(Boolean).join(' · ')
}

function whyText(why: Exclude<Relation['endedFor'], 'request'>): string {
  if (why === 'merge') return t('endedFor_merge')
  if (why === 'of_age') return t('endedFor_of_age')
  return why === 'membership' ? t('endedFor_membership') : ''
}
