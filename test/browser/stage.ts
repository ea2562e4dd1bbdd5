import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort, isFree } from '../../scripts/local/processes.ts'
import { root } from '../../scripts/local/root.ts'

declare module 'vitest' {
  interface ProvidedContext {
    url: string
    /** The folder of its state, for what only the clock or another program could do. */
    state: string
  }
}

/** The tests look at days and people that follow behind. */
async function theWholeDemo(url: string): Promise<void> {
  for (let last = '', since = Date.now(); ; ) {
    const health = (await fetch(`${url}/health`).then(reply => reply.json())) as {
      demo?: string
      demoProgress?: object
    }
    if (health.demo === 'ready') return
    const now = JSON.stringify(health.demoProgress)
    if (now !== last) [last, since] = [now, Date.now()]
    if (Date.now() - since > 120_000) throw new Error(`the demo stands still at ${last}`)
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

/**
 * What a new user does: `npm start` on an empty state, with the demo clinics, on a port of its own. Stopped with SIGTERM to npm at the end,
 * after which nothing may listen any more.
 * While writing a test, STAGE_URL names one that already runs, and STAGE_STATE its state folder.
 */
export default async function setup(project: TestProject) {
  if (process.env.STAGE_URL) {
    project.provide('state', process.env.STAGE_STATE ?? '')
    return project.provide('url', process.env.STAGE_URL)
  }
  const state = mkdtempSync(join(tmpdir(), 'smart-healthcare-stage-'))
  const port = await freePort()
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      if (/Ready in/.test(printed)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', code => reject(new Error(`npm start ended with ${code}:\n${printed}`)))
  })
  await ready
  await theWholeDemo(`http://localhost:${port}`)
  project.provide('url', `http://localhost:${port}`)
  project.provide('state', state)
  return async () => {
    child.removeAllListeners('exit')
    child.kill('SIGTERM')
    for (let waited = 0; !(await isFree(port)); waited += 100) {
      if (waited > 10_000) throw new Error(`npm start was stopped, and something still listens on port ${port}`)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    rmSync(state, { recursive: true, force: true })
  }
}
