import { writeFileSync } from 'node:fs'
import { startApp } from '../../test/support/harness.ts'
import { transcript } from '../../test/support/tenant-diff.ts'
import { allSites } from './mutants.ts'
import { type Shown, shownIn } from './outcome.ts'
import { askRestrictedDay } from './restricted-day.ts'

/**
 * Runs inside the scratch copy: a clinic that is asked everything, beside rows of another that name its objects, while each statement is watched.
 * A condition is shown when a statement reads or writes other rows without it. Most have another before or behind them, an id is looked up in the
 * clinic and written in the clinic; so it is asked twice: as it is, and where all other conditions of all Workers are gone.
 */

const unprobed = new Set<string>()

async function watch(wake: string, skip?: RegExp): Promise<number[]> {
  const began = Date.now()
  const app = await startApp({})
  await askRestrictedDay(app, `${wake};watch`)
  process.stdout.write(`restricted records asked; ${Math.round((Date.now() - began) / 1000)} s\n`)
  const lines = await transcript(app, { foreignRows: () => undefined, trespass: true, wake: `${wake};watch`, skip })
  await new Promise(resolve => setTimeout(resolve, 1_000))
  const logs = JSON.stringify(app.harness.getLogs())
  await app.close()
  const shown = [...new Set([...logs.matchAll(/shown:site (\d+)/g)].map(([, n]) => Number(n)))]
  for (const [, told] of logs.matchAll(/unprobed: (.{0,300})/g)) unprobed.add(told ?? '')
  const seconds = Math.round((Date.now() - began) / 1000)
  process.stdout.write(`${shown.length} conditions shown in ${lines.length} answers and rows; ${seconds} s\n`)
  return shown
}

/**
 * Not asked where all conditions are gone: what looks for each visit at the free times of everybody, of all clinics then; and who is next where
 * the queues of all clinics are one, which the millisecond decides.
 */
const unasked = /displaced|queue\/next/

const shown: Shown = { asItIs: await watch('none'), alone: await watch(allSites(), unasked) }
for (const told of unprobed) process.stdout.write(`  could not be watched: ${told}\n`)
writeFileSync(shownIn, JSON.stringify(shown))
process.exit(0)
