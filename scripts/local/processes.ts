import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from './root.ts'

/** A program of node_modules/.bin, in a process group of its own so that nothing it starts is left behind. */
export interface Running {
  child: ChildProcess
  /** What it printed, at most the last 64 kB. */
  output(): string
  stop(): Promise<void>
}

/** Keeps wrangler quiet about updates and metrics, and its registry of running Workers apart from other checkouts'. */
export function environment(registry: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // What the build of the gateway would prepare is prepared: see scripts/local/prepare.mjs.
    STATE_PREPARED: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_REGISTRY_PATH: registry,
    WRANGLER_LOG_PATH: join(registry, 'logs'),
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // Wrangler's own traces of every call between Workers, kept on disk: 30 to 40 % of the CPU of a request, unread.
    X_LOCAL_OBSERVABILITY: 'false',
    CI: '1',
    NO_COLOR: '1',
  }
}

interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** A file that takes what it prints, where reading along would disturb. */
  log?: string
}

export function run(command: string, args: string[], options: RunOptions = {}): Running {
  const sink = options.log === undefined ? 'pipe' : openSync(options.log, 'w')
  const child = spawn(join(root, 'node_modules/.bin', command), args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    stdio: ['ignore', sink, sink],
    detached: process.platform !== 'win32',
  })
  if (typeof sink === 'number') closeSync(sink)
  let printed = ''
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-65_536)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  endWith(child)
  const { log } = options
  const output = () => (log === undefined ? printed : readFileSync(log, 'utf8').slice(-65_536))
  const running = { child, output, stop: () => stop(child) }
  started.add(running)
  return running
}

/**
 * Where this process is killed at once, nothing of its own runs any more: a shell that waits for the end of its input, and so for that of this
 * process, ends the group instead. Else workerd would serve on, and write into a state that nobody has.
 */
function endWith({ pid }: ChildProcess): void {
  if (pid === undefined || process.platform === 'win32') return
  const waits = ['-c', 'read -r ended; [ -n "$ended" ] || kill -TERM "-$0" 2>/dev/null', String(pid)]
  const guard = spawn('sh', waits, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  guards.set(pid, guard)
  guard.unref()
  if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
}

/** The guard of each group that runs. */
const guards = new Map<number, ChildProcess>()

/** The group has ended: its number may be another's now. */
function release({ pid }: ChildProcess): void {
  guards.get(pid ?? 0)?.stdin?.end('ended\n')
  guards.delete(pid ?? 0)
}

/** Everything this script has started, whichever part of it did. */
const started = new Set<Running>()

/** Leave nothing behind: a group that has ended costs one look. */
export async function stopAll(): Promise<void> {
  await Promise.all([...started].map(one => one.stop()))
}

function signal(child: ChildProcess, name: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false
  try {
    // The group may outlive its leader: workerd does not always follow wrangler.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name)
    return true
  } catch {
    return false
  }
}

async function stop(child: ChildProcess): Promise<void> {
  signal(child, 'SIGTERM')
  for (let waited = 0; waited < 5_000; waited += 50) {
    await new Promise(resolve => setTimeout(resolve, 50))
    if (process.platform === 'win32' ? child.exitCode !== null : !groupRuns(child)) return release(child)
  }
  signal(child, 'SIGKILL')
  release(child)
}

function groupRuns(child: ChildProcess): boolean {
  if (child.pid === undefined) return false
  try {
    process.kill(-child.pid, 0)
    return true
  } catch {
    return false
  }
}

/** Run to the end. @returns exit code and what was printed. */
export function finish(running: Running): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    running.child.on('close', code => {
      release(running.child)
      resolve({ code: code ?? 1, output: running.output() })
    })
  })
}

/** Whether nobody listens on this port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
