import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { demoSignIns } from './demo/sign-ins.ts'
import { loadFirst, loadRest } from './local/demo.ts'
import { takeState } from './local/lock.ts'
import { freePort, stopAll } from './local/processes.ts'
import { step } from './local/progress.ts'
import { serveDemo, whenReady } from './local/server.ts'
import { migrate, openState, putDatabasesAside } from './local/state.ts'
import { main } from './local/trouble.ts'

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => void stopAll().then(() => process.exit(1)))
}

/** `npm run demo`: load the demo clinics afresh. What the state held before is put aside, not deleted. */
await main(async () => {
  process.stdout.write('\nSmart Healthcare, demo\n')
  const state = openState()
  takeState(state, 'npm run demo')
  if (existsSync(join(state.folder, 'v3')))
    process.stdout.write(`  the old databases are kept in ${putDatabasesAside(state)}\n`)
  await step(
    'preparing the databases',
    async () => migrate(state),
    done => `${done} migrated`,
  )
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const workers = serveDemo(state, port)
  try {
    await step('starting the Workers', () => whenReady(workers, `${url}/health`))
    await step('demo clinics', say => loadFirst(url, say), String)
    await step(
      'the rest of the demo',
      say => loadRest(url, say),
      () => 'loaded',
    )
  } finally {
    await workers.stop()
  }
  process.stdout.write(`\n${demoSignIns}\n\n`)
})
