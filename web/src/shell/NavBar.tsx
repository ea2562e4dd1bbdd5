import { Menu, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconFold from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftCollapse.mjs'
import IconUnfold from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftExpand.mjs'
import { Link, useLocation } from 'wouter'
import { t } from '../i18n/shell.ts'
import { type AppRoute, routesFor } from '../pages/routes.ts'
import { useMembership } from '../session/session.ts'

/** Whether the route is the current one, by the longest path that matches: `/home/notes` is not also `/home`. */
function isCurrent(location: string, { path }: AppRoute, routes: readonly AppRoute[]): boolean {
  const leadsHere = (to: string) => location === to || location.startsWith(`${to}/`)
  return leadsHere(path) && !routes.some(other => other.path.length > path.length && leadsHere(other.path))
}

function useBarRoutes(): AppRoute[] {
  return routesFor(useMembership()).filter(route => route.bar)
}

function RouteLink({ route, folded = false }: { route: AppRoute; folded?: boolean }) {
  const [location] = useLocation()
  const current = isCurrent(location, route, useBarRoutes())
  const link = (
    <Link
      href={route.path}
      className="place"
      aria-current={current ? 'page' : undefined}
      onMouseEnter={() => void route.load()}
      onFocus={() => void route.load()}
    >
      <route.icon size={19} stroke={1.6} aria-hidden />
      <span className={folded ? 'only-spoken' : undefined}>{route.label()}</span>
    </Link>
  )
  return folded ? (
    <Tooltip label={route.label()} position="right">
      {link}
    </Tooltip>
  ) : (
    link
  )
}

/** The left bar on a wide screen: icons and words, folds to icons. */
export function SideBar() {
  const [folded, setFolded] = useLocalStorage({
    key: 'bar-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const routes = useBarRoutes()
  const Fold = folded ? IconUnfold : IconFold
  return (
    <nav className="bar no-print" data-folded={folded} aria-label={t('main')}>
      <Link href="/" className="bar-mark">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span className={folded ? 'only-spoken' : undefined}>Smart Healthcare</span>
      </Link>
      {routes.map(route => (
        <RouteLink key={route.path} route={route} folded={folded} />
      ))}
      <button type="button" className="place bar-end" onClick={() => setFolded(!folded)} aria-expanded={!folded}>
        <Fold size={19} stroke={1.6} aria-hidden />
        <span className={folded ? 'only-spoken' : undefined}>{folded ? t('unfold') : t('fold')}</span>
      </button>
    </nav>
  )
}

/** The bottom bar on a phone: four routes and the rest behind "more". */
export function BottomBar() {
  const [, navigate] = useLocation()
  const routes = useBarRoutes()
  const first = routes.length > 5 ? routes.slice(0, 4) : routes
  const rest = routes.slice(first.length)
  return (
    <nav className="foot no-print" aria-label={t('main')}>
      {first.map(route => (
        <RouteLink key={route.path} route={route} />
      ))}
      {rest.length > 0 && (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <button type="button" className="place">
              <IconDots size={19} stroke={1.6} aria-hidden />
              <span>{t('more')}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(route => (
              <Menu.Item
                key={route.path}
                leftSection={<route.icon size={18} aria-hidden />}
                onClick={() => navigate(route.path)}
              >
                {route.label()}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  )
}
