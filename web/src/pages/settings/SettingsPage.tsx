import './settings.css'
import type { ComponentType } from 'react'
import { Link, useParams } from 'wouter'
import { t } from '../../i18n/settings.ts'
import { PageHead } from '../../parts/PageHead.tsx'
import { NotFound } from '../../shell/PageBoundary.tsx'
import { Closures } from './Closures.tsx'
import { Products } from './Products.tsx'
import { Profile } from './Profile.tsx'
import { Rooms } from './Rooms.tsx'
import { VisitTypes } from './VisitTypes.tsx'

interface Part {
  path: string
  label: () => string
  page: ComponentType
}

const parts: readonly Part[] = [
  { path: '', label: () => t('clinic'), page: Profile },
  { path: 'closures', label: () => t('closures'), page: Closures },
  { path: 'visit-types', label: () => t('visitTypes'), page: VisitTypes },
  { path: 'rooms', label: () => t('rooms'), page: Rooms },
  { path: 'prices', label: () => t('prices'), page: Products },
]

/** What the owner sets for the clinic; each part has an address of its own. */
export default function SettingsPage() {
  const { part = '' } = useParams()
  const currentPath = parts.find(one => one.path === part)
  if (!currentPath) return <NotFound />
  const Page = currentPath.page
  return (
    <>
      <PageHead title={currentPath.path === '' ? t('title') : `${t('title')}: ${currentPath.label()}`} />
      <div className="settings">
        <nav className="settings-parts" aria-label={t('parts')}>
          {parts.map(one => (
            <Link
              key={one.path}
              href={one.path ? `/settings/${one.path}` : '/settings'}
              aria-current={one === currentPath ? 'page' : undefined}
            >
              {one.label()}
            </Link>
          ))}
        </nav>
        <div className="settings-body">
          <Page />
        </div>
      </div>
    </>
  )
}
