import { join } from 'node:path'
import { environment, type Running, run } from './processes.ts'
import { databases, root } from './root.ts'
import type { State } from './state.ts'
import { Trouble } from './trouble.ts'

const workers = databases.map(({ config }) => config)

/** Everything on one port: the web app's files, the Pages Function, the five Workers, and where it is wanted the one that loads the demo. */
export function servePages(state: State, port: number, withDemo: boolean): Running {
  const all = withDemo ? [...workers, 'scripts/demo/wrangler.toml'] : workers
  return run(
    'wrangler',
    [
      'pages',
      'dev',
      ...['wrangler.toml', ...all.map(path => `../${path}`)].flatMap(path => ['-c', path]),
      ...common(state, port),
    ],
    { cwd: join(root, 'web'), env: environment(state.registry) },
  )
}

/** The Workers without the web app. */
export function serveWorkers(state: State, port: number): Running {
  const args = ['dev', ...workers.flatMap(path => ['-c', path]), ...common(state, port)]
  return run('wrangler', args, { env: environment(state.registry) })
}

/** The same with the Worker that loads the demo. */
export function serveDemo(state: State, port: number): Running {
  const args = [
    'dev',
    ...[...workers, 'scripts/demo/wrangler.toml'].flatMap(path => ['-c', path]),
    ...common(state, port),
  ]
  return run('wrangler', args, { env: environment(state.registry) })
}

function common(state: State, port: number): string[] {
  return [
    ...['--persist-to', state.folder, '--env-file', state.secrets],
    ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
    ...['--show-interactive-dev-session', 'false'],
  ]
}

/**
 * Wait until it answers.
 *
 * @throws Trouble when it ends before, or does not answer in time.
 */
export async function whenReady(running: Running, url: string, patience = 60_000): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    if (running.child.exitCode !== null) throw new Trouble(`The Workers did not start: ${lastError(running)}`)
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Trouble(`The Workers did not answer within ${patience / 1000} s: ${lastError(running)}`)
}

function lastError(running: Running): string {
  return (
    /\[ERROR\] (.+)/.exec(running.output())?.[1]?.trim() ??
    (running.output().trim().split('\n').at(-1) || 'they were stopped before they said why')
  )
}
