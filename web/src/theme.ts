import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'
import { createTheme, localStorageColorSchemeManager } from '@mantine/core'
import { t } from './i18n/common.ts'

/** Teal as the one accent, slate greys. Every text shade reaches 4.5:1 on its ground, in both schemes. */
const teal: MantineColorsTuple = [
  '#f0fdfa',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
]
const gray: MantineColorsTuple = [
  '#f8fafc',
  '#f1f5f9',
  '#e2e8f0',
  '#cbd5e1',
  '#94a3b8',
  '#64748b',
  '#526175',
  '#334155',
  '#1e293b',
  '#0f172a',
]
const dark: MantineColorsTuple = [
  '#e2e8f0',
  '#cbd5e1',
  '#9fb0c5',
  '#8797ad',
  '#3a4659',
  '#2a3546',
  '#1c2635',
  '#131b27',
  '#0d141e',
  '#080d14',
]

const fonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'

/** Made anew when the language changes: it holds words. 14 px for staff, who look at it all day; 16 px for patients. */
export function themeFor(reader: 'staff' | 'patient') {
  const size = reader === 'staff' ? 0.875 : 1
  return createTheme({
    colors: { teal, gray, dark },
    primaryColor: 'teal',
    primaryShade: 7,
    defaultRadius: 'md',
    radius: { md: '6px' },
    fontFamily: fonts,
    headings: { fontFamily: fonts, fontWeight: '600' },
    fontSizes: {
      xs: '0.78125rem',
      sm: `${size}rem`,
      md: `${size}rem`,
      lg: `${size + 0.125}rem`,
      xl: `${size + 0.375}rem`,
    },
    cursorType: 'pointer',
    respectReducedMotion: true,
    focusRing: 'auto',
    components: {
      Drawer: {
        defaultProps: {
          closeButtonProps: { 'aria-label': t('close') },
          position: 'right',
          size: 460,
          transitionProps: { duration: 120 },
          overlayProps: { backgroundOpacity: 0.25 },
        },
        styles: { title: { fontSize: '1.125rem', fontWeight: 600 } },
      },
      Modal: {
        defaultProps: {
          closeButtonProps: { 'aria-label': t('close') },
          transitionProps: { duration: 120 },
          overlayProps: { backgroundOpacity: 0.35 },
        },
      },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } },
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
      Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
    },
  })
}

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-error': '#b91c1c', '--mantine-color-anchor': '#0f766e' },
  dark: {
    '--mantine-color-error': '#fca5a5',
    '--mantine-color-anchor': '#5eead4',
    '--mantine-primary-color-light-color': '#99f6e4',
  },
})

export const schemes = localStorageColorSchemeManager({ key: 'scheme' })
