/**
 * The web app of clinics. Where things are:
 *
 *     pages/     a folder per page, lazily loaded; a page is one line in pages/routes.ts (path, icon, permission, key) and a default export
 *     parts/     what pages share: states of a query (EmptyState, LoadingState, FailedState, QueryContent …), StatusBadge, PageHead, DateField, ErrorSummary, toasts, shortcuts, drafts
 *     shell/     bars, search, account menu, help for keys
 *     api/       `api` (typed by the gateway), `call()` that throws a Problem, the query client. Server state lives in queries only
 *     session/   who is signed in: token in memory, one refresh for all tabs; `idle-watch` renews it while a person is active and ends it where
 *                nobody does anything. `useMembership()`, `useMay()('patient.archive')`
 *     i18n/      one dictionary file per area with both languages (`t` from ../i18n/<area>), times in the clinic's zone, money
 *     auth-pages/ the pages before one is signed in: HTML entries of their own, without React
 */
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './app.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from './api/query-client.ts'
import { useLanguage } from './i18n/use-language.ts'
import { boot } from './session/boot.ts'
import { watchSession } from './session/idle-watch.ts'
import { useMembership } from './session/session.ts'
import { Shell } from './shell/Shell.tsx'
import { schemes, themeFor, variables } from './theme.ts'

function App() {
  useLanguage()
  const reader = useMembership().roles.some(role => role !== 'patient') ? 'staff' : 'patient'
  return (
    <MantineProvider
      theme={themeFor(reader)}
      cssVariablesResolver={variables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <Shell />
        <Notifications position="bottom-center" limit={4} />
      </QueryClientProvider>
    </MantineProvider>
  )
}

const root = document.getElementById('root')
if (root && (await boot(root))) {
  watchSession()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
