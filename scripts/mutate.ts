import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { finish, run } from './local/processes.ts'
import { root } from './local/root.ts'
import { scratch } from './local/scratch.ts'
import { main, Trouble } from './local/trouble.ts'
import { makeSwitchable } from './mutate/instrument.ts'
import { type Outcome, outcomeOf } from './mutate/outcome.ts'

/**
 * `npm run mutate`: flips each permission of each role and takes away each tenant condition, one at a time, in a scratch copy, and asks
 * what it changes: scripts/mutate/run.ts says in which three ways. A mutant that changes nothing must have its reason in excused.ts.
 *
 * Then, or with `--remedies` alone, each remedy of a fault that was once found is taken out: scripts/mutate/remedies.ts.
 *
 * The copy is built once with every mutant in it, asleep: a request wakes one by a header that only the copy knows.
 */
const lots = 3

async function test(folder: string, lot: number): Promise<Outcome> {
  const testing = run('node', ['scripts/mutate/run.ts', ...process.argv.slice(2)], {
    cwd: folder,
    // Hundreds of people are invited by mail.
    env: { ...process.env, LOT: `${lot}/${lots}`, TMPDIR: folder, WRANGLER_LOG: 'none' },
  })
  testing.child.stdout?.pipe(process.stdout)
  testing.child.stderr?.pipe(process.stderr)
  const { code } = await finish(testing)
  if (code !== 0) throw new Trouble(`The ${lot + 1}. of ${lots} runs ended with ${code}.`)
  return JSON.parse(readFileSync(join(folder, outcomeOf(lot)), 'utf8')) as Outcome
}

/** @returns whether each remedy is missed by its tests. */
async function takeRemediesOut(): Promise<boolean> {
  const testing = run('node', [
    'scripts/mutate/remedies.ts',
    ...process.argv.slice(2).filter(word => word !== '--remedies'),
  ])
  testing.child.stdout?.pipe(process.stdout)
  testing.child.stderr?.pipe(process.stderr)
  return (await finish(testing)).code === 0
}

async function flipAndTakeAway(): Promise<boolean> {
  const folder = scratch()
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\n').filter(Boolean)) cpSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  makeSwitchable(folder)
  const began = Date.now()
  const outcomes = await Promise.all(Array.from({ length: lots }, (_, lot) => test(folder, lot)))
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0)
  const alive = outcomes.flatMap(one => one.alive)
  for (const name of alive) process.stdout.write(`  alive: ${name}\n`)
  const sums = [
    `${sum(one => one.mutants)} mutants`,
    ...(outcomes[0]?.counted ?? []).map(([way], i) => `${sum(one => one.counted[i]?.[1] ?? 0)} ${way}`),
    `${sum(one => one.excused)} that no answer and no row can show (scripts/mutate/excused.ts)`,
    `${alive.length} alive`,
  ]
  process.stdout.write(`${sums.join(', ')}; in ${Math.round((Date.now() - began) / 1000)} s\n`)
  return alive.length === 0
}

await main(async () => {
  const only = process.argv.includes('--remedies')
  const flips = only || (await flipAndTakeAway())
  // Names of files narrow the flips; the remedies have names of their own.
  const remedies = !only && process.argv.length > 2 ? true : await takeRemediesOut()
  process.exitCode = flips && remedies ? 0 : 1
})
