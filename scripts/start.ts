import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { demoSignIns } from './demo/sign-ins.ts'
import { demoOf, loadFirst, loadRest } from './local/demo.ts'
import { refuseTaken, takeState } from './local/lock.ts'
import { environment, finish, freePort, isFree, run, stopAll } from './local/processes.ts'
import { step } from './local/progress.ts'
import { root } from './local/root.ts'
import { servePages, whenReady } from './local/server.ts'
import { isState, migrate, openState, putDatabasesAside, type State } from './local/state.ts'
import { main, Trouble } from './local/trouble.ts'

/**
 * `npm start`: build the web app, migrate, load the demo into an empty state, serve everything on one port until Ctrl-C.
 * `npm run dev`: the same with hot reload of the web app, served by Vite before the Workers.
 */

const dev = process.argv.includes('--dev')

async function build(): Promise<void> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
  const building = run('vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], { env })
  const { code, output } = await finish(building)
  if (code !== 0) throw new Trouble(`The web app does not build:\n${output.split('\n    at ')[0]}`)
}

function portWanted(): number {
  const port = Number(process.env.PORT ?? 8788)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Trouble(`PORT=${process.env.PORT} is no port: 1 to 65535 are.`)
  return port
}

/** Locally no cron fires by itself: fire the sweep each minute, as production does. */
function sweepEachMinute(port: number): void {
  const url = `http://127.0.0.1:${port}/cdn-cgi/local/explorer/api/local/scheduled?worker=gateway`
  const fire = () =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cron: '* * * * *' }),
      signal: AbortSignal.timeout(30_000),
    })
      .then(answer => answer.body?.cancel())
      .catch(() => undefined)
  setInterval(fire, 60_000).unref()
}

async function serve(state: State, port: number, withDemo: boolean): Promise<string> {
  const backendPort = dev ? await freePort() : port
  const backend = servePages(state, backendPort, withDemo)
  backend.child.once('exit', code => {
    if (stopping) return
    process.stderr.write(`\n  The Workers stopped by themselves (exit ${code}).\n${backend.output().slice(-2_000)}\n`)
    void leave(1)
  })
  await whenReady(backend, `http://127.0.0.1:${backendPort}/health`)
  if (dev) {
    const vite = run(
      'vite',
      ['--config', 'web/vite.config.ts', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
      {
        env: { ...environment(state.registry), BACKEND: `http://127.0.0.1:${backendPort}` },
      },
    )
    await whenReady(vite, `http://127.0.0.1:${port}/sign-in/`)
  }
  return `http://127.0.0.1:${backendPort}`
}

let stopping = false
async function leave(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  await stopAll()
  process.exit(code)
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void leave(0))
// A SIGTERM to npm ends npm and its shell, and the shell passes nothing on: that they are gone is all that shows.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void leave(0), 250).unref()
}

await main(async () => {
  const began = Date.now()
  const port = portWanted()
  if (!(await isFree(port))) {
    // Where it is this state's own start that has the port, another port would not help.
    if (isState()) refuseTaken(openState())
    throw new Trouble(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`)
  }
  process.stdout.write('\nSmart Healthcare\n')
  const state = openState()
  takeState(state, `npm start on port ${port}`)
  await step(
    'preparing the databases',
    async () => migrate(state),
    done => (done ? `${done} migrated` : 'up to date'),
  )
  let demo = demoOf(state)
  if (demo === 'broken') {
    process.stdout.write(
      `  the demo's people were not all there; what there was is kept in ${putDatabasesAside(state)}\n`,
    )
    migrate(state)
    demo = 'empty'
  }
  const loads = demo === 'empty' || demo === 'loading'
  // The app is built while the Workers start and the demo opens: each has a processor of its own.
  mkdirSync(join(root, 'dist/web'), { recursive: true })
  const building = dev && existsSync(join(root, 'dist/web/index.html')) ? undefined : build()
  // Looked at below; until then a failure is nobody's.
  building?.catch(() => undefined)
  const backend = await step('starting the Workers', () => serve(state, port, loads))
  if (loads) await step('demo clinics', say => loadFirst(backend, say), String)
  if (building) await step('building the web app', () => building)
  const url = `http://localhost:${port}`
  const mails = `${url}/cdn-cgi/local/explorer/api/local/email/sending`
  process.stdout.write(
    `\n  Ready in ${((Date.now() - began) / 1000).toFixed(1)} s: ${url}\n\n${demo === 'none' ? '' : `${demoSignIns}\n`}  Mails go nowhere; read them at ${mails}\n  Ctrl-C stops it.\n\n`,
  )
  if (loads)
    await step(
      'the rest of the demo',
      say => loadRest(backend, say),
      () => 'loaded',
    )
  // Not before: a swept state has forgotten the keys by which the demo's last steps may be repeated.
  sweepEachMinute(Number(new URL(backend).port))
})
if (process.exitCode) await leave(1)
