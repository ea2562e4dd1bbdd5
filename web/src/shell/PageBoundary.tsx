import { Button } from '@mantine/core'
import IconMap from '@tabler/icons-react/dist/esm/icons/IconMapQuestion.mjs'
import { Component, type ReactNode } from 'react'
import { Link } from 'wouter'
import { t } from '../i18n/common.ts'
import { EmptyState } from '../parts/query-states.tsx'

export function NotFound() {
  return (
    <EmptyState title={t('notFound')} icon={<IconMap size={28} stroke={1.4} />}>
      <p>{t('notFoundHelp')}</p>
      <Button component={Link} href="/" variant="default" size="xs">
        {t('toHome')}
      </Button>
    </EmptyState>
  )
}

/** A page that breaks, or whose chunk is gone after a deploy, leaves the shell standing. */
export class PageBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <EmptyState title={t('newVersion')}>
        <Button variant="default" size="xs" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
      </EmptyState>
    )
  }
}
