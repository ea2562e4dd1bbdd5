import './shell.css'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { t } from '../i18n/shell.ts'
import { prefetch } from '../pages/prefetch.ts'
import { homeOf, pageOf, routesFor } from '../pages/routes.ts'
import { LoadingState, OfflineBanner } from '../parts/query-states.tsx'
import { inTextField, type Shortcut, shortcutsEnabled, useShortcuts } from '../parts/shortcuts.ts'
import { useSessionState } from '../session/idle-watch.ts'
import { useProofAsked } from '../session/proof.ts'
import { useMembership } from '../session/session.ts'
import { BottomBar, SideBar } from './NavBar.tsx'
import { NotFound, PageBoundary } from './PageBoundary.tsx'
import { TopBar } from './TopBar.tsx'

const Search = lazy(() => import('./Search.tsx'))
const KeysHelp = lazy(() => import('./ShortcutsHelp.tsx'))
const ProofDialog = lazy(() => import('./ProofDialog.tsx'))
/** A local demo may still be filling. Whoever is hosted has none, and is not asked. */
const DemoLine = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)
  ? lazy(() => import('./DemoLine.tsx'))
  : null
/** Fetched ahead by the shell; where even that failed there is no warning, and the session still ends in time. */
const sessionWarning = () => import('./SessionWarning.tsx').catch(() => ({ default: () => null }))
const SessionWarning = lazy(sessionWarning)

/** Before the session ends; the words come when they are needed. */
function SessionBanner() {
  const state = useSessionState()
  if (!state || state.kind === 'fine') return null
  return (
    <Suspense>
      <SessionWarning state={state} />
    </Suspense>
  )
}

/** ⌘K or Ctrl K searches even from within a field; `/` only outside of one. */
function useSearchKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
      const slash =
        event.key === '/' &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey &&
        !inTextField(event.target) &&
        shortcutsEnabled()
      if (!command && !slash) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])
}

/** A new page starts at its top and takes focus, so that a screen reader begins there. */
function usePageStart() {
  const [location] = useLocation()
  const page = useRef<HTMLElement>(null)
  const before = useRef(location)
  useEffect(() => {
    if (before.current === location) return
    before.current = location
    page.current?.scrollTo(0, 0)
    page.current?.focus({ preventScroll: true })
  }, [location])
  return page
}

export function Shell() {
  const membership = useMembership()
  const routes = routesFor(membership)
  const [location, navigate] = useLocation()
  const [opened, setOpened] = useState<'search' | 'keys' | null>(null)
  const [openSearch] = useState(() => () => setOpened('search'))
  const page = usePageStart()
  const proofAsked = useProofAsked()
  useSearchKey(openSearch)
  useEffect(
    () => prefetch([{ load: sessionWarning }, ...routesFor(membership).filter(route => route.bar)]),
    [membership],
  )
  useShortcuts([
    ...routes.flatMap((route): Shortcut[] =>
      route.key
        ? [
            {
              keys: `g ${route.key}`,
              label: t('goTo', { place: route.label() }),
              run: () => navigate(route.path),
              global: true,
            },
          ]
        : [],
    ),
    { keys: '?', label: t('keys'), run: () => setOpened('keys'), global: true },
  ])
  return (
    <div className="shell">
      <a href="#page" className="skip">
        {t('skip')}
      </a>
      <SideBar />
      <TopBar search={openSearch} keys={() => setOpened('keys')} />
      <main className="page" id="page" ref={page} tabIndex={-1}>
        <OfflineBanner />
        <SessionBanner />
        {DemoLine && (
          <Suspense>
            <DemoLine />
          </Suspense>
        )}
        <PageBoundary key={location}>
          <Suspense fallback={<LoadingState rows={8} />}>
            <Switch>
              <Route path="/">
                <Redirect to={homeOf(membership)} replace />
              </Route>
              {routes.map(route => (
                <Route key={route.path} path={route.path} component={pageOf(route)} />
              ))}
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </PageBoundary>
      </main>
      <BottomBar />
      <Suspense>
        {opened === 'search' && <Search close={() => setOpened(null)} />}
        {proofAsked && <ProofDialog />}
        {opened === 'keys' && <KeysHelp close={() => setOpened(null)} />}
      </Suspense>
    </div>
  )
}
