import { join } from 'node:path'
import { freePort, run } from '../scripts/local/processes.ts'

/** Seconds that a developer waits, as `npm start` itself would be watched from outside. */
export interface Starts {
  /** On an empty state, until it says that it is ready and its sign-ins work. */
  first: number
  /** Until the demo is whole. */
  wholeDemo: number
  /** The next start on the same state. */
  again: number
}

/** `npm start` on an empty state in this folder, and once more. */
export async function timeStarts(folder: string, say: (now: string) => void): Promise<Starts> {
  say('for the first time')
  const first = await start(folder, true)
  say('once more')
  const again = await start(folder, false)
  return { first: first.ready, wholeDemo: first.whole, again: again.ready }
}

async function start(folder: string, untilWhole: boolean): Promise<{ ready: number; whole: number }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 100) / 10
  const env = { ...process.env, STATE: join(folder, 'start'), PORT: String(port) }
  const running = run('node', ['scripts/run.mjs', 'start'], { env })
  try {
    while (!running.output().includes('Ready in')) {
      if (running.child.exitCode !== null) throw new Error(`npm start ended:\n${running.output()}`)
      await pause()
    }
    await signIn(url)
    const ready = seconds()
    while (untilWhole && (await demoOf(url)) !== 'ready') await pause()
    return { ready, whole: seconds() }
  } finally {
    await running.stop()
  }
}

const pause = () => new Promise(resolve => setTimeout(resolve, 100))

async function demoOf(url: string): Promise<string | undefined> {
  const health = (await fetch(`${url}/health`).then(reply => reply.json())) as { demo?: string }
  return health.demo
}

/** Ready is what lets somebody in. */
async function signIn(url: string): Promise<void> {
  const body = JSON.stringify({ email: 'doctor@harapan.example', password: 'demo clinic 2026' })
  const headers = { 'content-type': 'application/json', origin: url }
  const reply = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body })
  await reply.body?.cancel()
  if (reply.status !== 200) throw new Error(`ready, and a sign-in is answered ${reply.status}`)
}
