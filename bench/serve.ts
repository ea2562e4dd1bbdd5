import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { environment, freePort, type Running, run } from '../scripts/local/processes.ts'
import { databases, root } from '../scripts/local/root.ts'
import { whenReady } from '../scripts/local/server.ts'
import type { State } from '../scripts/local/state.ts'

export interface Serving {
  url: string
  stop(): Promise<void>
}

/** The Workers as they are, with the bare one beside them, behind one Worker that hands requests to either. */
export function serveTimed(state: State): Promise<Serving> {
  return serve(state, ['bench/front/wrangler.toml', 'bench/baseline/wrangler.toml', ...copies(state, 'timed')])
}

/** The same Workers built from the entries of bench/instrumented, which note what their databases are asked. */
export function serveCounted(state: State): Promise<Serving> {
  return serve(state, copies(state, 'counted'))
}

/** The Workers' own configurations, so that the builds cannot drift apart, but for the entry and the rate limits: a bench goes over them. */
function copies(state: State, build: 'counted' | 'timed'): string[] {
  const folder = join(state.folder, build)
  mkdirSync(folder, { recursive: true })
  return databases.map(({ name, config }) => {
    const worker = name === 'identity' ? 'gateway' : name
    const text = readFileSync(join(root, config), 'utf8')
    const own = join(dirname(join(root, config)), /^main = "(.*)"$/m.exec(text)?.[1] ?? '')
    const entry = build === 'counted' ? join(root, 'bench/instrumented', `${worker}.ts`) : own
    const path = join(folder, `${worker}.toml`)
    writeFileSync(
      path,
      text
        .replace(/^main = .*$/m, `main = ${JSON.stringify(entry)}`)
        .replace(/^(REQUESTS_PER_\w+) = .*$/gm, '$1 = "1000000000"'),
    )
    return path
  })
}

async function serve(state: State, configs: string[]): Promise<Serving> {
  const port = process.env.PORT ? Number(process.env.PORT) : await freePort()
  const running: Running = run(
    'wrangler',
    [
      'dev',
      ...configs.flatMap(path => ['-c', path]),
      ...['--persist-to', state.folder, '--env-file', state.secrets, '--ip', '127.0.0.1', '--port', String(port)],
      ...['--inspector-port', '0', '--show-interactive-dev-session', 'false'],
    ],
    { env: environment(state.registry), log: join(state.folder, 'served.log') },
  )
  const url = `http://127.0.0.1:${port}`
  try {
    await whenReady(running, `${url}/health`)
  } catch (error) {
    await running.stop()
    throw error
  }
  return { url, stop: running.stop }
}
