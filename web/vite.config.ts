import { cpSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
/** Where `/api` lives while Vite itself serves the app: a running `wrangler pages dev`. */
const backend = process.env.BACKEND ?? 'http://127.0.0.1:8788'

/** The API's page needs its viewer as static files of this origin: copied from the package, never from a CDN. */
function referenceViewer(): Plugin {
  const viewer = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
  return {
    name: 'reference-viewer',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
        cpSync(resolve(viewer, file), resolve(dir, 'docs', file))
    },
  }
}

/** What the shell uses of Mantine in one file: forty small ones compress worse and cost a request each. */
const shellParts =
  /node_modules\/(@floating-ui|react-remove-scroll|react-remove-scroll-bar|react-style-singleton|use-callback-ref|use-sidecar|tslib|@mantine\/(store|notifications|core\/esm\/(core|components\/(ActionIcon|Alert|Avatar|Button|Center|CloseButton|FloatingIndicator|FocusTrap|Group|Loader|Menu|Notification|Overlay|Paper|Popover|Portal|Skeleton|Stack|Text|Title|Tooltip|Transition|UnstyledButton))))\//

/** HTML entries that load nothing of the app: the pages before one is signed in, a clinic's public page, the waiting room's television. */
const light = ['sign-in', 'register', 'confirm', 'forgot', 'reset', 'invitation', 'screen', 'book']
const entries = Object.fromEntries(light.map(name => [name, resolve(here, name, 'index.html')]))

export default defineConfig({
  root: here,
  plugins: [react(), referenceViewer()],
  server: {
    proxy: { '/api': { target: backend, ws: true }, '/fhir': backend, '/health': backend, '/.well-known': backend },
  },
  build: {
    outDir: resolve(here, '../dist/web'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { app: resolve(here, 'index.html'), ...entries },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|clsx)\// },
            { name: 'mantine', test: shellParts },
            { name: 'calendar', test: /node_modules\/(@event-calendar|svelte|esm-env|devalue)\// },
          ],
        },
      },
    },
  },
})
