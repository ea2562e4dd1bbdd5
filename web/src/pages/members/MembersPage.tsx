import '../settings/settings.css'
import './members.css'
import type { ComponentType } from 'react'
import { Link, useParams } from 'wouter'
import { t } from '../../i18n/members.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { Invitations } from './Invitations.tsx'
import { PatientMembers, StaffMembers } from './Members.tsx'
import { SecondFactorPolicy } from './SecondFactorPolicy.tsx'

interface Part {
  path: string
  label: () => string
  page: ComponentType
}

const parts: readonly Part[] = [
  { path: '', label: () => t('staff'), page: StaffMembers },
  { path: 'patients', label: () => t('patients'), page: PatientMembers },
  { path: 'invitations', label: () => t('invitations'), page: Invitations },
  { path: 'security', label: () => t('security'), page: SecondFactorPolicy },
]

/** Who has access to the clinic, for its owner. */
export default function MembersPage() {
  const { part = '' } = useParams()
  const currentPath = parts.find(one => one.path === part)
  if (!currentPath) return <NotFound />
  const Page = currentPath.page
  return (
    <>
      <PageHead title={`${t('title')}: ${currentPath.label()}`} />
      <div className="settings">
        <nav className="settings-parts" aria-label={t('parts')}>
          {parts.map(one => (
            <Link
              key={one.path}
              href={one.path ? `/members/${one.path}` : '/members'}
              aria-current={one === currentPath ? 'page' : undefined}
            >
              {one.label()}
            </Link>
          ))}
          <Link href="/access-log">{t('accessLog')}</Link>
        </nav>
        <div className="settings-body">
          <Page />
        </div>
      </div>
    </>
  )
}
