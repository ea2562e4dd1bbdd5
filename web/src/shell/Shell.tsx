import './shell.css'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { t } from '../i18n/shell.ts'
import { homeOf, pageOf, placesFor, prefetch } from '../pages/places.ts'
import { Loading, OfflineLine } from '../parts/faces.tsx'
import { type Binding, inTextField, keysAreOn, useKeys } from '../parts/keys.ts'
import { useMembership } from '../session/session.ts'
import { useStanding } from '../session/watch.ts'
import { Bar, Foot } from './Bar.tsx'
import { NotFound, PageBoundary } from './PageBoundary.tsx'
import { Top } from './Top.tsx'

const Search = lazy(() => import('./Search.tsx'))
const KeysHelp = lazy(() => import('./KeysHelp.tsx'))
/** A local demo may still be filling. Whoever is hosted has none, and is not asked. */
const DemoLine = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname)
  ? lazy(() => import('./DemoLine.tsx'))
  : null
/** Fetched ahead by the shell; where even that failed there is no warning, and the session still ends in time. */
const sessionWarning = () => import('./SessionWarning.tsx').catch(() => ({ default: () => null }))
const SessionWarning = lazy(sessionWarning)

/** Before the session ends; the words come when they are needed. */
function SessionLine() {
  const standing = useStanding()
  if (!standing || standing.is === 'fine') return null
  return (
    <Suspense>
      <SessionWarning standing={standing} />
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
        keysAreOn()
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
  const shown = placesFor(membership)
  const [location, go] = useLocation()
  const [open, setOpen] = useState<'search' | 'keys' | null>(null)
  const [openSearch] = useState(() => () => setOpen('search'))
  const page = usePageStart()
  useSearchKey(openSearch)
  useEffect(
    () => prefetch([{ load: sessionWarning }, ...placesFor(membership).filter(place => place.bar)]),
    [membership],
  )
  useKeys([
    ...shown.flatMap((place): Binding[] =>
      place.key
        ? [
            {
              keys: `g ${place.key}`,
              label: t('goTo', { place: place.label() }),
              run: () => go(place.path),
              anywhere: true,
            },
          ]
        : [],
    ),
    { keys: '?', label: t('keys'), run: () => setOpen('keys'), anywhere: true },
  ])
  return (
    <div className="shell">
      <a href="#page" className="skip">
        {t('skip')}
      </a>
      <Bar />
      <Top search={openSearch} keys={() => setOpen('keys')} />
      <main className="page" id="page" ref={page} tabIndex={-1}>
        <OfflineLine />
        <SessionLine />
        {DemoLine && (
          <Suspense>
            <DemoLine />
          </Suspense>
        )}
        <PageBoundary key={location}>
          <Suspense fallback={<Loading rows={8} />}>
            <Switch>
              <Route path="/">
                <Redirect to={homeOf(membership)} replace />
              </Route>
              {shown.map(place => (
                <Route key={place.path} path={place.path} component={pageOf(place)} />
              ))}
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </PageBoundary>
      </main>
      <Foot />
      <Suspense>
        {open === 'search' && <Search close={() => setOpen(null)} />}
        {open === 'keys' && <KeysHelp close={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}
