import { Menu, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconFold from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftCollapse.mjs'
import IconUnfold from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftExpand.mjs'
import { Link, useLocation } from 'wouter'
import { t } from '../i18n/shell.ts'
import { type Place, placesFor } from '../pages/routes.ts'
import { useMembership } from '../session/session.ts'

/** Of the places in the bar, the one with the longest path that leads here: `/home/notes` is not also `/home`. */
function isHere(location: string, { path }: Place, shown: readonly Place[]): boolean {
  const leadsHere = (to: string) => location === to || location.startsWith(`${to}/`)
  return leadsHere(path) && !shown.some(other => other.path.length > path.length && leadsHere(other.path))
}

function useBarPlaces(): Place[] {
  return placesFor(useMembership()).filter(place => place.bar)
}

function PlaceLink({ place, folded = false }: { place: Place; folded?: boolean }) {
  const [location] = useLocation()
  const here = isHere(location, place, useBarPlaces())
  const link = (
    <Link
      href={place.path}
      className="place"
      aria-current={here ? 'page' : undefined}
      onMouseEnter={() => void place.load()}
      onFocus={() => void place.load()}
    >
      <place.icon size={19} stroke={1.6} aria-hidden />
      <span className={folded ? 'only-spoken' : undefined}>{place.label()}</span>
    </Link>
  )
  return folded ? (
    <Tooltip label={place.label()} position="right">
      {link}
    </Tooltip>
  ) : (
    link
  )
}

/** The left bar on a wide screen: icons and words, folds to icons. */
export function Bar() {
  const [folded, setFolded] = useLocalStorage({
    key: 'bar-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const shown = useBarPlaces()
  const Fold = folded ? IconUnfold : IconFold
  return (
    <nav className="bar no-print" data-folded={folded} aria-label={t('main')}>
      <Link href="/" className="bar-mark">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span className={folded ? 'only-spoken' : undefined}>Smart Healthcare</span>
      </Link>
      {shown.map(place => (
        <PlaceLink key={place.path} place={place} folded={folded} />
      ))}
      <button type="button" className="place bar-end" onClick={() => setFolded(!folded)} aria-expanded={!folded}>
        <Fold size={19} stroke={1.6} aria-hidden />
        <span className={folded ? 'only-spoken' : undefined}>{folded ? t('unfold') : t('fold')}</span>
      </button>
    </nav>
  )
}

/** The bottom bar on a phone: four places and the rest behind "more". */
export function Foot() {
  const [, go] = useLocation()
  const shown = useBarPlaces()
  const first = shown.length > 5 ? shown.slice(0, 4) : shown
  const rest = shown.slice(first.length)
  return (
    <nav className="foot no-print" aria-label={t('main')}>
      {first.map(place => (
        <PlaceLink key={place.path} place={place} />
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
            {rest.map(place => (
              <Menu.Item
                key={place.path}
                leftSection={<place.icon size={18} aria-hidden />}
                onClick={() => go(place.path)}
              >
                {place.label()}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  )
}
