import { existsSync } from 'node:fs'
import { demoSignIns, loadDemo } from './demo/load.ts'
import { isFree, stopAll } from './local/processes.ts'
import { step } from './local/progress.ts'
import { migrate, openState, putAside } from './local/state.ts'
import { main, Trouble } from './local/trouble.ts'

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => void stopAll().then(() => process.exit(1)))
}

/** `npm run demo`: load the demo clinics afresh. What the state held before is put aside, not deleted. */
await main(async () => {
  const port = Number(process.env.PORT ?? 8788)
  if (!(await isFree(port)))
    throw new Trouble(`Something runs on port ${port}. Stop it first: two cannot write one state.`)
  process.stdout.write('\nSmart Healthcare, demo\n')
  const old = openState()
  if (existsSync(`${old.folder}/v3`)) process.stdout.write(`  the old state is kept in ${putAside(old)}\n`)
  const state = openState()
  await step(
    'preparing the databases',
    () => migrate(state),
    done => `${done} migrated`,
  )
  await step(
    'demo clinics',
    say => loadDemo(state, say),
    result => result,
  )
  process.stdout.write(`\n${demoSignIns}\n\n`)
})
