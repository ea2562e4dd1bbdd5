import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { takeTurn, takeWorker } from './local/lock.ts'
import { environment, freePort } from './local/processes.ts'
import { databases, root } from './local/root.ts'
import { migrate, openState, type State } from './local/state.ts'
import { main, Trouble } from './local/trouble.ts'

/**
 * `npm run worker -- NAME`: one Worker by `wrangler dev` on the state of `npm start`, connected by wrangler's registry with the others that run
 * likewise, and with the gateway of a bare `wrangler dev`.
 */

/** Of the default state the one that .env gives a bare `wrangler dev`, of another its own. */
function registryOf({ folder }: State): string {
  return process.env.STATE ? join(folder, 'workers') : join(root, '.wrangler/registry')
}

/** Until it answers, whatever that is, or has ended. */
async function whenAnswering(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) }).catch(
      () => undefined,
    )
    await answer?.body?.cancel()
    if (answer) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

await main(async () => {
  const [name = ''] = process.argv.slice(2)
  const known = databases.map(one => ({ ...one, name: one.name === 'identity' ? 'gateway' : one.name }))
  const worker = known.find(one => one.name === name)
  if (!worker)
    throw new Trouble(`Which Worker? One of these: npm run worker -- ${known.map(one => one.name).join(' | ')}`)
  const state = openState()
  takeWorker(state, name, `npm run worker -- ${name}`)
  migrate(state)
  const givesTurn = await takeTurn(state)
  const port = process.env.PORT ?? (name === 'gateway' ? 8787 : await freePort())
  const args = [
    ...['dev', '-c', worker.config, '--persist-to', state.folder],
    // The secrets are the gateway's alone.
    ...(name === 'gateway' ? ['--env-file', state.secrets] : []),
    ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
  ]
  const { CI, NO_COLOR, ...env } = environment(registryOf(state))
  const child = spawn(join(root, 'node_modules/.bin/wrangler'), args, { cwd: root, env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  void whenAnswering(Number(port), child).then(givesTurn)
  process.exitCode = await new Promise<number>(resolve => child.once('exit', code => resolve(code ?? 0)))
})
